package dev.schemagate.e2e;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator as it is shipped, in a process of its own, with a token of the chart's service
 * account: a right that is missing fails the test. It can be killed, stopped and started again.
 */
final class OperatorProcess implements AutoCloseable {

  static final String NAMESPACE = "schemagate-system";

  private final Path folder;
  private final Map<String, String> environment;
  private Process process;

  /**
   * @param folder for its kubeconfig and log
   * @param settings besides those that every test needs
   */
  OperatorProcess(KubernetesClient admin, Path folder, Map<String, String> settings)
      throws IOException {
    this.folder = folder;
    this.environment = new HashMap<>();
    environment.put("KUBECONFIG", kubeconfig(admin, folder).toString());
    environment.put("POD_NAMESPACE", NAMESPACE);
    environment.put("POD_NAME", "operator-0");
    environment.put("SCHEMAGATE_RUNNER_IMAGE", "localhost/schemagate-runner-image:0.1.0");
    environment.put("SCHEMAGATE_LEADER_ELECTION", "false");
    environment.put("SCHEMAGATE_HTTP_PORT", "0");
    environment.putAll(settings);
  }

  private static Path kubeconfig(KubernetesClient admin, Path folder) throws IOException {
    var token =
        admin
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName("schemagate")
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    var config = admin.getConfiguration();
    var authority =
        config.getCaCertData() != null
            ? config.getCaCertData()
            : Base64.getEncoder()
                .encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
    return Files.writeString(
        folder.resolve("operator.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(config.getMasterUrl(), authority, token));
  }

  /** Starts it and returns at once. */
  OperatorProcess start() throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "dev.schemagate.operator.Main"));
    var builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    return this;
  }

  /** Without this module's own classes and logging. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("e2e" + File.separator + "target"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  Path log() {
    return folder.resolve(environment.get("POD_NAME") + ".log");
  }

  /** Its log is what tells why, so that no test waits for somebody who is gone. */
  void assertAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the operator has ended:\n" + Files.readString(log()));
    }
  }

  /** As the kernel does when memory runs out: nothing is said, nothing is finished. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As the kubelet does; the time until it is gone, in milliseconds. */
  long terminate() throws InterruptedException {
    var start = System.nanoTime();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the operator did not end within 30 s of SIGTERM");
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** It is there, and does nothing any more. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}

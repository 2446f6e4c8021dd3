package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * k3s in a container; Testcontainers removes it, also when this JVM is killed. Not run so far: no
 * machine with a Docker engine has been at hand.
 */
public final class K3sCluster implements TestCluster {
  private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.36.3-k3s1");
  private static final String HOST = "host.docker.internal";

  private final K3sContainer k3s;
  private final Path kubeconfig;
  private final String hostAddress;
  private final KubernetesClient client;

  private K3sCluster(K3sContainer k3s, Path kubeconfig, String hostAddress) {
    this.k3s = k3s;
    this.kubeconfig = kubeconfig;
    this.hostAddress = hostAddress;
    client = Kubeconfig.client(kubeconfig);
  }

  static K3sCluster start(Consumer<String> progress) throws IOException {
    progress.accept("starting k3s in Docker");
    // The name leads to this host from the container; pods get the address behind it.
    var k3s = new K3sContainer(IMAGE).withExtraHost(HOST, "host-gateway");
    try {
      k3s.start();
      var kubeconfig = Files.createTempFile("schemagate", ".kubeconfig");
      kubeconfig.toFile().deleteOnExit();
      Files.writeString(kubeconfig, k3s.getKubeConfigYaml());
      var hosts = exec(k3s, "cat", "/etc/hosts");
      var address =
          hosts
              .lines()
              .map(line -> line.split("\\s+"))
              .filter(words -> words.length > 1 && words[1].equals(HOST))
              .filter(words -> words[0].contains("."))
              .map(words -> words[0])
              .findFirst()
              .orElseThrow(() -> new IOException("no address of the host in\n" + hosts));
      return new K3sCluster(k3s, kubeconfig, address);
    } catch (IOException | RuntimeException e) {
      k3s.stop();
      throw e;
    }
  }

  private static String exec(K3sContainer k3s, String... command) throws IOException {
    try {
      var result = k3s.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IOException(String.join(" ", command) + " failed\n" + result.getStderr());
      }
      return result.getStdout();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted in " + String.join(" ", command));
    }
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public void load(Path archive) throws IOException {
    var inside = "/tmp/" + archive.getFileName();
    k3s.copyFileToContainer(MountableFile.forHostPath(archive), inside);
    exec(k3s, "ctr", "--namespace=k8s.io", "images", "import", inside);
    exec(k3s, "rm", inside);
  }

  @Override
  public String hostAddress() {
    return hostAddress;
  }

  @Override
  public Optional<Path> auditLog() {
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
    k3s.stop();
  }
}

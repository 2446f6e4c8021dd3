import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Trains the image's AOT cache in its build, where no cluster is: the operator takes over from
 * another leader, brings one migration to its end and sees one fail, opens gates, is asked for its
 * metrics and told to end, so that the cache knows all of that.
 *
 * <p>Arguments: a folder to write into, where <code>schemagate.aot</code> comes to be, and the
 * folder of the image's files.
 */
class Training {
  private static final int SIGTERM = 128 + 15;

  private final Path work;
  private final Path image;

  private Training(Path work, Path image) {
    this.work = work;
    this.image = image;
  }

  public static void main(String[] arguments) throws Exception {
    var training = new Training(Path.of(arguments[0]), Path.of(arguments[1]));
    var cache = training.work.resolve("schemagate.aot");
    training.certificate();
    training.run("-XX:AOTCacheOutput=" + cache);
    // The cache must be good: with AOTMode=on the operator doesn't start when it can't use it.
    training.run("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    System.exit(0);
  }

  private void run(String... flags) throws Exception {
    var port = freePort();
    try (var server = ApiServer.start(work.resolve("server.p12"))) {
      var operator = operator(server.port(), port, flags);
      try {
        if (!server.finished().await(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the operator did not do its work: " + server);
        }
        for (var path : List.of("/livez", "/readyz", "/metrics")) {
          get("http://localhost:" + port + path);
        }
      } finally {
        operator.destroy();
      }
      // Long, for the end of the training run writes the cache.
      if (!operator.waitFor(120, TimeUnit.SECONDS) || operator.exitValue() != SIGTERM) {
        operator.destroyForcibly();
        throw new IllegalStateException("the operator did not end as it should: " + operator);
      }
    }
  }

  private Process operator(int serverPort, int port, String... flags) throws Exception {
    var command = new ArrayList<String>();
    command.add(image.resolve("java/bin/java").toString());
    command.addAll(List.of(flags));
    command.add("@" + image.resolve("operator.flags"));
    // Writing the cache warns of each class that it leaves out.
    command.add("-Xlog:disable");
    command.addAll(List.of("-jar", image.resolve("app/operator.jar").toString()));
    var process = new ProcessBuilder(command).inheritIO();
    process
        .environment()
        .putAll(
            Map.of(
                // As in a pod, but for the files' places.
                "KUBERNETES_SERVICE_HOST", "localhost",
                "KUBERNETES_SERVICE_PORT", Integer.toString(serverPort),
                "KUBERNETES_CERTS_CA_FILE", work.resolve("ca.crt").toString(),
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", work.resolve("token").toString(),
                "POD_NAMESPACE", "schemagate-system",
                "POD_NAME", "training",
                "SCHEMAGATE_RUNNER_IMAGE", "runner",
                "SCHEMAGATE_SETTLE_TIME", "0.5s",
                "SCHEMAGATE_LOG_FORMAT", "json",
                "SCHEMAGATE_HTTP_PORT", Integer.toString(port)));
    return process.start();
  }

  /** A build may see the ports of its host, and of other builds. */
  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void get(String uri) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(uri)).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(uri + ": " + answer.statusCode());
      }
    }
  }

  private void certificate() throws Exception {
    Files.writeString(work.resolve("token"), "none");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
    keytool("-exportcert", "-rfc", "-file", work.resolve("ca.crt").toString());
  }

  private void keytool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", ApiServer.PASSWORD));
    command.addAll(List.of("-keystore", work.resolve("server.p12").toString()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command));
    }
  }
}

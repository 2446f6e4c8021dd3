package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Files that tell a client where the API server is and who the client is. */
final class Kubeconfig {
  private Kubeconfig() {}

  static Path write(Path file, String server, Certificates certificates, String user)
      throws IOException {
    var values =
        Map.<String, Object>of(
            "SERVER", server,
            "AUTHORITY", certificates.authority(),
            "CERTIFICATE", certificates.certificate(user),
            "KEY", certificates.key(user));
    new Resource("kubeconfig.yaml").fill(file, values);
    return file;
  }

  static KubernetesClient client(Path file) {
    return client(new ConfigBuilder(config(file)));
  }

  /** A client that doesn't try again by itself: for those who ask in a loop anyway. */
  static KubernetesClient impatientClient(Path file) {
    return client(
        new ConfigBuilder(config(file))
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(1_000)
            .withRequestTimeout(2_000));
  }

  private static Config config(Path file) {
    return Config.fromKubeconfig(file.toFile());
  }

  private static KubernetesClient client(ConfigBuilder config) {
    return new KubernetesClientBuilder().withConfig(config.build()).build();
  }
}

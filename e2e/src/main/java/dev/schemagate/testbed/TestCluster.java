package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Kubernetes with pods. Which one, in this order: the cluster of the kubeconfig that the
 * environment variable {@value #KUBECONFIG} names; k3s in Docker; plain processes, on Linux as
 * root.
 */
public sealed interface TestCluster extends AutoCloseable
    permits ProcessCluster, K3sCluster, ExistingCluster {
  /** Not KUBECONFIG itself: tests must never reach a cluster that somebody only happens to use. */
  String KUBECONFIG = "SCHEMAGATE_KUBECONFIG";

  /**
   * Starts a cluster, or connects to the given one, and tells what it does while that takes long.
   *
   * @throws Unavailable where none can run; the message says why and what to install
   */
  static TestCluster start(Consumer<String> progress) throws IOException {
    var existing = System.getenv(KUBECONFIG);
    if (existing != null && !existing.isBlank()) {
      return ExistingCluster.connect(Path.of(existing));
    }
    return Docker.available() ? K3sCluster.start(progress) : ProcessCluster.start(progress);
  }

  /** A client with all rights; closed with the cluster. */
  KubernetesClient client();

  Path kubeconfig();

  /** Makes the images of an archive as {@code docker save} writes it known to every node. */
  void load(Path archive) throws IOException;

  /** The address at which pods reach what listens on this host. */
  String hostAddress();

  /** Every request that the API server answered, one JSON record per line, where it is kept. */
  Optional<Path> auditLog();

  @Override
  void close();
}

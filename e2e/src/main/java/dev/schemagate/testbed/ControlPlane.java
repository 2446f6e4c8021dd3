package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * An API server alone, on loopback, as any user: for tests that need its validation, admission and
 * authorization, and no pod to run. Controllers are not there either: nothing collects garbage or
 * finishes the deletion of a namespace.
 */
public final class ControlPlane implements AutoCloseable {
  private final Keeper keeper;
  private final ApiServer server;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private ControlPlane(Keeper keeper, ApiServer server, Path kubeconfig) {
    this.keeper = keeper;
    this.server = server;
    this.kubeconfig = kubeconfig;
    client = Kubeconfig.client(kubeconfig);
  }

  /**
   * Builds it if need be, starts it and waits until it answers.
   *
   * @throws Unavailable where it can't run
   */
  public static ControlPlane start(Consumer<String> progress) throws IOException {
    Requirements.forControlPlane();
    var binaries = GoModule.KUBERNETES.binaries(progress);
    var keeper = Keeper.ofProcesses();
    try {
      return start(keeper, binaries);
    } catch (IOException | RuntimeException e) {
      keeper.close();
      throw e;
    }
  }

  private static ControlPlane start(Keeper keeper, Path binaries) throws IOException {
    var certificates = new Certificates(keeper.folder().resolve("pki"));
    var etcd = new Etcd(keeper, binaries, freePort(), freePort());
    var server = new ApiServer(keeper, binaries, certificates, "127.0.0.1", freePort(), etcd.url());
    etcd.start();
    server.prepare();
    server.start();
    var kubeconfig =
        Kubeconfig.write(
            keeper.folder().resolve("kubeconfig"), server.url(), certificates, "admin");
    server.awaitReady(kubeconfig);
    return new ControlPlane(keeper, server, kubeconfig);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return client;
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Every request that was answered, one JSON record per line. */
  public Path auditLog() {
    return server.auditLog();
  }

  @Override
  public void close() {
    client.close();
    keeper.close();
  }
}

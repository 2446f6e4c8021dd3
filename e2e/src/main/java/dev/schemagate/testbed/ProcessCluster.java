package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Kubernetes from plain processes, without Docker: Linux and root are needed. */
public final class ProcessCluster implements TestCluster {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Keeper keeper;
  private final Node node;
  private final ApiServer server;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private ProcessCluster(Keeper keeper, Node node, ApiServer server, Path kubeconfig) {
    this.keeper = keeper;
    this.node = node;
    this.server = server;
    this.kubeconfig = kubeconfig;
    client = Kubeconfig.client(kubeconfig);
  }

  static ProcessCluster start(Consumer<String> progress) throws IOException {
    Requirements.forNode(progress);
    var kubernetes = GoModule.KUBERNETES.binaries(progress);
    var containerd = GoModule.CONTAINERD.binaries(progress);
    var pause = Images.onThisHost(progress).pause().archive();
    progress.accept("starting Kubernetes without Docker");
    var keeper = Keeper.inNamespaces();
    try {
      var node = new Node(keeper, kubernetes, containerd, new Node.Addresses(keeper.network()));
      return start(keeper, kubernetes, node, pause);
    } catch (IOException | RuntimeException e) {
      keeper.close();
      throw e;
    }
  }

  private static ProcessCluster start(Keeper keeper, Path kubernetes, Node node, Path pause)
      throws IOException {
    var certificates = new Certificates(keeper.folder().resolve("pki"));
    // Nobody else is in the network namespace, so every port is free.
    var etcd = new Etcd(keeper, kubernetes, 2379, 2380);
    var server =
        new ApiServer(keeper, kubernetes, certificates, node.addresses().node(), 443, etcd.url());
    etcd.start();
    server.prepare();
    server.start();
    node.prepare(certificates, server.url());
    node.startContainerd();
    var kubeconfig =
        Kubeconfig.write(
            keeper.folder().resolve("kubeconfig"), server.url(), certificates, "admin");
    server.awaitAnswer(kubeconfig);
    startControllers(keeper, kubernetes, certificates, kubeconfig);
    node.awaitContainerd();
    node.startKubelet();
    node.load(pause);
    server.awaitReady(kubeconfig);
    var cluster = new ProcessCluster(keeper, node, server, kubeconfig);
    cluster.awaitReady();
    return cluster;
  }

  private static void startControllers(
      Keeper keeper, Path kubernetes, Certificates certificates, Path kubeconfig)
      throws IOException {
    keeper.start(
        "kube-controller-manager",
        List.of(
            kubernetes.resolve("kube-controller-manager").toString(),
            "--kubeconfig=" + kubeconfig,
            "--leader-elect=false",
            // Each controller asks for its own token first: by default that alone takes 4 s.
            "--kube-api-qps=500",
            "--kube-api-burst=1000",
            "--root-ca-file=" + certificates.authority(),
            "--service-account-private-key-file=" + certificates.serviceAccountKey(),
            "--use-service-account-credentials"));
    keeper.start(
        "kube-scheduler",
        List.of(
            kubernetes.resolve("kube-scheduler").toString(),
            "--kubeconfig=" + kubeconfig,
            "--leader-elect=false"));
  }

  private void awaitReady() throws IOException {
    keeper.await("kubelet", LIMIT, this::nodeReady);
    // Made by a controller: until then no pod is admitted, and Jobs are not noticed either.
    keeper.await("kube-controller-manager", LIMIT, this::serviceAccountThere);
  }

  private boolean nodeReady() {
    var found = client.nodes().withName(Node.NAME).get();
    return found != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private boolean serviceAccountThere() {
    return client.serviceAccounts().inNamespace("default").withName("default").get() != null;
  }

  /** The API server is gone, as after a crash; everything else goes on. */
  public void stopApiServer() throws IOException {
    server.stop();
  }

  /** Starts it again and waits until it answers. */
  public void startApiServer() throws IOException {
    server.start();
    server.awaitReady(kubeconfig);
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
    node.load(archive);
  }

  @Override
  public String hostAddress() {
    return node.addresses().host();
  }

  @Override
  public Optional<Path> auditLog() {
    return Optional.of(server.auditLog());
  }

  @Override
  public void close() {
    client.close();
    keeper.close();
  }
}

package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The machine that pods run on: containerd and the kubelet, in the namespaces of the keeper. */
record Node(Keeper keeper, Path kubernetes, Path containerd, Addresses addresses) {
  static final String NAME = "node";
  private static final String USER = "system:node:" + NAME;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  void prepare(Certificates certificates, String server) throws IOException {
    certificates.issue("kubelet", "O=system:nodes,CN=" + USER, NAME, addresses.node());
    Kubeconfig.write(path("kubelet.kubeconfig"), server, certificates, "kubelet");
    var values =
        Map.<String, Object>of(
            "RUN", keeper.folder(),
            "PKI", certificates.authority().getParent(),
            "BINARIES", kubernetes,
            "PODS", addresses.pods());
    Files.createDirectories(path("cni/conf"));
    new Resource("cni.conflist").fill(path("cni/conf/pods.conflist"), values);
    new Resource("containerd.toml").fill(path("containerd.toml"), values);
    new Resource("kubelet.yaml").fill(path("kubelet.yaml"), values);
  }

  void startContainerd() throws IOException {
    keeper.start(
        "containerd",
        List.of(
            "env",
            // It looks for its shim and for runc there.
            "PATH=" + containerd + ":" + System.getenv("PATH") + ":/usr/sbin:/sbin",
            containerd.resolve("containerd").toString(),
            "--config=" + path("containerd.toml")));
  }

  void startKubelet() throws IOException {
    keeper.start(
        "kubelet",
        List.of(
            kubernetes.resolve("kubelet").toString(),
            "--config=" + path("kubelet.yaml"),
            "--kubeconfig=" + path("kubelet.kubeconfig"),
            "--hostname-override=" + NAME,
            "--node-ip=" + addresses.node(),
            "--root-dir=" + path("kubelet"),
            "--cert-dir=" + path("kubelet-pki")));
  }

  void awaitContainerd() throws IOException {
    keeper.await("containerd", LIMIT, () -> Files.exists(socket()));
  }

  /** Makes the images of an archive known to the kubelet; the archive's format is Docker's. */
  void load(Path archive) throws IOException {
    Command.of(
            containerd.resolve("ctr").toString(),
            "--address=" + socket(),
            "--namespace=k8s.io",
            "images",
            "import",
            "--local",
            archive.toString())
        .run();
  }

  private Path socket() {
    return path("containerd.sock");
  }

  private Path path(String name) {
    return keeper.folder().resolve(name);
  }

  /** What the network of that number consists of; namespaces.sh sets it up. */
  record Addresses(int network) {
    String host() {
      return "10.41.%d.1".formatted(network);
    }

    String node() {
      return "10.41.%d.2".formatted(network);
    }

    String pods() {
      return "10.42.%d.0/24".formatted(network);
    }
  }
}

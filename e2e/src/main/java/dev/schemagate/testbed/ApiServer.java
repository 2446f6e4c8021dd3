package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** kube-apiserver with the authorization, admission and audit log that a real cluster has. */
final class ApiServer {
  static final String SERVICE_ADDRESS = "10.43.0.1";
  private static final String NAME = "kube-apiserver";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Keeper keeper;
  private final Path binaries;
  private final Certificates certificates;
  private final String address;
  private final int port;
  private final String etcd;

  ApiServer(
      Keeper keeper,
      Path binaries,
      Certificates certificates,
      String address,
      int port,
      String etcd) {
    this.keeper = keeper;
    this.binaries = binaries;
    this.certificates = certificates;
    this.address = address;
    this.port = port;
    this.etcd = etcd;
  }

  /** Issues the certificates of the server and its first clients, and writes its audit policy. */
  void prepare() throws IOException {
    certificates.issue(
        "apiserver",
        "CN=kube-apiserver",
        address,
        SERVICE_ADDRESS,
        "127.0.0.1",
        "localhost",
        "kubernetes.default.svc");
    certificates.issue("admin", "O=system:masters,CN=admin");
    new Resource("audit-policy.yaml").copyTo(keeper.folder().resolve("audit-policy.yaml"));
  }

  void start() throws IOException {
    keeper.start(NAME, command());
  }

  void stop() throws IOException {
    keeper.stop(NAME);
  }

  /** Until it answers at all: enough for those who try again until they get what they want. */
  void awaitAnswer(Path kubeconfig) throws IOException {
    await(kubeconfig, _ -> true);
  }

  void awaitReady(Path kubeconfig) throws IOException {
    await(kubeconfig, HttpResponse::isSuccessful);
  }

  private void await(Path kubeconfig, Predicate<HttpResponse<String>> enough) throws IOException {
    try (var client = Kubeconfig.impatientClient(kubeconfig)) {
      keeper.await(NAME, LIMIT, () -> ready(client.getHttpClient(), enough));
    }
  }

  // Not through client.raw(): it takes a refusal for a Status object, which this one is not.
  private boolean ready(HttpClient http, Predicate<HttpResponse<String>> enough) {
    var request = http.newHttpRequestBuilder().uri(url() + "/readyz").build();
    try {
      return enough.test(http.sendAsync(request, String.class).get(2, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String url() {
    return "https://" + address + ":" + port;
  }

  Path auditLog() {
    return keeper.folder().resolve("audit.log");
  }

  private List<String> command() {
    return List.of(
        binaries.resolve(NAME).toString(),
        "--etcd-servers=" + etcd,
        // Not on the address alone: the service's address leads here as well.
        "--bind-address=" + (address.startsWith("127.") ? address : "0.0.0.0"),
        "--advertise-address=" + address,
        "--secure-port=" + port,
        "--service-cluster-ip-range=10.43.0.0/24",
        "--client-ca-file=" + certificates.authority(),
        "--tls-cert-file=" + certificates.certificate("apiserver"),
        "--tls-private-key-file=" + certificates.key("apiserver"),
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--allow-privileged",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + certificates.serviceAccountPublicKey(),
        "--service-account-signing-key-file=" + certificates.serviceAccountKey(),
        "--kubelet-client-certificate=" + certificates.certificate("admin"),
        "--kubelet-client-key=" + certificates.key("admin"),
        "--kubelet-preferred-address-types=InternalIP",
        "--audit-policy-file=" + keeper.folder().resolve("audit-policy.yaml"),
        "--audit-log-path=" + auditLog());
  }
}

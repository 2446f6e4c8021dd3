package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster that somebody else runs. Images reach its nodes by the command in {@value #LOAD}, which
 * gets the archive as its last argument: {@code kind load image-archive}, for one.
 */
public final class ExistingCluster implements TestCluster {
  static final String LOAD = "SCHEMAGATE_IMAGE_LOAD";
  static final String HOST = "SCHEMAGATE_HOST_ADDRESS";

  private final Path kubeconfig;
  private final KubernetesClient client;

  private ExistingCluster(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    client = Kubeconfig.client(kubeconfig);
  }

  static ExistingCluster connect(Path kubeconfig) throws IOException {
    try (var impatient = Kubeconfig.impatientClient(kubeconfig)) {
      impatient.getKubernetesVersion();
    } catch (RuntimeException e) {
      throw new IOException("no answer from the cluster of " + kubeconfig, e);
    }
    return new ExistingCluster(kubeconfig);
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
    var command = System.getenv(LOAD);
    if (command == null || command.isBlank()) {
      throw new Unavailable(
          "how images get into this cluster is not known: set %s, for example to '%s'"
              .formatted(LOAD, "kind load image-archive"));
    }
    var line = new ArrayList<>(List.of(command.strip().split("\\s+")));
    line.add(archive.toString());
    Command.of(line).run();
  }

  /** Unless {@value #HOST} says it, this host's address on the way to the API server. */
  @Override
  public String hostAddress() {
    var own = System.getenv(HOST);
    if (own != null && !own.isBlank()) {
      return own;
    }
    var server = client.getMasterUrl();
    try (var socket = new DatagramSocket()) {
      // Connecting a datagram socket sends nothing, but chooses the route.
      socket.connect(new InetSocketAddress(InetAddress.getByName(server.getHost()), 9));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("no way to " + server, e);
    }
  }

  @Override
  public Optional<Path> auditLog() {
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }
}

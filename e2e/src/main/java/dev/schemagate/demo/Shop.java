package dev.schemagate.demo;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.testbed.Images;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.TestCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The demo's application: its database, its versions, and the state that it is in. */
record Shop(Steps steps, TestCluster cluster) {

  static final String NAMESPACE = "shop";

  private static final String IMAGE = "localhost/schemagate-app:";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  static Shop open(Steps steps, TestCluster cluster, Postgres postgres)
      throws IOException, SQLException {
    var images = Images.onThisHost(steps::say);
    for (var version : List.of("1.0", "2.0", "2.1")) {
      cluster.load(images.app(version, file(version)).archive());
    }
    var database = postgres.create("orders", "orders");
    var shop = new Shop(steps, cluster);
    shop.apply(
        "namespace.yaml",
        Map.of(
            "HOST", cluster.hostAddress(),
            "PORT", Integer.toString(database.port()),
            "DATABASE", database.name(),
            "USER", database.user(),
            "PASSWORD", database.password()));
    return shop;
  }

  /** The Deployment and the DatabaseMigration, in one go. */
  void apply(String version) throws IOException {
    apply("orders.yaml", Map.of("IMAGE", IMAGE + version));
  }

  private void apply(String file, Map<String, String> values) throws IOException {
    var text = Files.readString(file(file));
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    client()
        .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }

  private static Path file(String name) throws IOException {
    try {
      return Path.of(Shop.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Until both replicas of a version serve, and no other pod is left. */
  void awaitVersion(String version) throws IOException, InterruptedException {
    await(
        "two pods of version " + version,
        () ->
            pods().size() == 2
                && pods().stream().allMatch(pod -> isReady(pod) && isOf(pod, version)));
  }

  void awaitStalled() throws IOException, InterruptedException {
    await(
        "the broken migration's end",
        () ->
            status()
                .flatMap(DatabaseMigrationStatus::ready)
                .filter(ready -> ready.reason().equals("MigrationFailed"))
                .isPresent());
  }

  /** Pods that serve now. */
  List<Pod> serving() {
    return pods().stream().filter(Shop::isReady).toList();
  }

  private List<Pod> pods() {
    return client().pods().inNamespace(NAMESPACE).withLabel("app", "orders").list().getItems();
  }

  KubernetesClient client() {
    return cluster.client();
  }

  private Optional<DatabaseMigrationStatus> status() {
    return Optional.ofNullable(
            client()
                .resources(DatabaseMigration.class)
                .inNamespace(NAMESPACE)
                .withName("orders")
                .get())
        .map(DatabaseMigration::getStatus);
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static boolean isOf(Pod pod, String version) {
    return pod.getSpec().getContainers().getFirst().getImage().equals(IMAGE + version);
  }

  private void await(String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "gave up after %d s of waiting for %s".formatted(LIMIT.toSeconds(), what));
      }
      Thread.sleep(100);
    }
  }

  /** The resource as kubectl would show it. */
  String kubectlGet() {
    var status = status().orElseThrow();
    var ready = status.ready().orElseThrow();
    return """
    NAME    ENGINE   REVISION   TARGET   PENDING   READY   REASON
    orders  %-8s %-10s %-8s %-9s %-7s %s
    """
        .formatted(
            status.engine(),
            status.revision(),
            status.target(),
            status.pending(),
            ready.status(),
            ready.reason());
  }
}

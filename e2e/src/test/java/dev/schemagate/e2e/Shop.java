package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.testbed.Database;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A team's namespace, restricted, with a database of its own and the Secret to reach it. */
final class Shop {

  /** From apply to Ready takes about a second; the rest is for a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final TestCluster cluster;
  private final String namespace;
  private final Database database;

  private Shop(TestCluster cluster, String namespace, Database database) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.database = database;
  }

  /**
   * @param name of the namespace and of the database
   */
  static Shop open(TestCluster cluster, Postgres postgres, String name) throws SQLException {
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    var shop = new Shop(cluster, name, postgres.create(name, name));
    shop.secret(shop.database.password());
    return shop;
  }

  /** In the keys of Service Binding, with this password. */
  void secret(String password) {
    client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("orders-app")
                .withNamespace(namespace)
                .endMetadata()
                .addToStringData("host", cluster.hostAddress())
                .addToStringData("port", Integer.toString(database.port()))
                .addToStringData("database", database.name())
                .addToStringData("username", database.user())
                .addToStringData("password", password)
                .build())
        .serverSideApply();
  }

  void configMap(String name, Map<String, String> migrations) {
    client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withData(migrations)
                .build())
        .serverSideApply();
  }

  Database database() {
    return database;
  }

  String namespace() {
    return namespace;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  /**
   * @param spec YAML, besides the database
   */
  DatabaseMigration migrate(String spec) {
    var migration =
        Serialization.unmarshal(
            """
            apiVersion: schemagate.dev/v1alpha1
            kind: DatabaseMigration
            metadata: {name: orders}
            spec:
              database: {secretName: orders-app}
            """
                + spec.indent(2),
            DatabaseMigration.class);
    return apply(migration);
  }

  <T extends HasMetadata> T apply(T object) {
    object.getMetadata().setNamespace(namespace);
    return client().resource(object).serverSideApply();
  }

  Resource<DatabaseMigration> orders() {
    return client().resources(DatabaseMigration.class).inNamespace(namespace).withName("orders");
  }

  DatabaseMigration awaitReason(String reason) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> Statuses.assertReason(orders().get(), reason));
    return orders().get();
  }

  DatabaseMigration awaitReady() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(Statuses.isReady(orders().get()))
                    .as(() -> Serialization.asYaml(orders().get().getStatus()))
                    .isTrue());
    return orders().get();
  }

  List<Pod> pods(String app) {
    return client().pods().inNamespace(namespace).withLabel("app", app).list().getItems();
  }

  void awaitPods(String app, int count, String phase) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(pods(app))
                    .extracting(pod -> pod.getStatus().getPhase())
                    .filteredOn(phase::equals)
                    .hasSize(count));
  }

  List<Job> jobs() {
    return client().batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  /** The garbage collector takes them away, a moment after their owner. */
  void awaitNoJobs() {
    await().atMost(LIMIT).until(() -> jobs().isEmpty());
  }

  /** The first column of the first row, as text. */
  String ask(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

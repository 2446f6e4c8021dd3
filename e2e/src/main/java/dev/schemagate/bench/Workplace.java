package dev.schemagate.bench;

import dev.schemagate.api.DatabaseMigration;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** A namespace to measure in, with a migration of one script; gone afterwards, with all in it. */
record Workplace(Bed bed, String namespace) {

  static final Map<String, String> MIGRATIONS =
      Map.of("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, customer text);\n");

  static Workplace open(Bed bed, String namespace) {
    bed.client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    var place = new Workplace(bed, namespace);
    place.apply(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("migrations")
            .endMetadata()
            .withData(MIGRATIONS)
            .build());
    return place;
  }

  /** An empty database and the Secret to reach it, both of that name. */
  void database(String name) throws SQLException {
    var database = bed.postgres().create(namespace + "-" + name, namespace + "-" + name);
    apply(
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .addToStringData("host", bed.cluster().hostAddress())
            .addToStringData("port", Integer.toString(database.port()))
            .addToStringData("database", database.name())
            .addToStringData("username", database.user())
            .addToStringData("password", database.password())
            .build());
  }

  /** Of the database of that name. */
  DatabaseMigration migration(String name) {
    return migration(name, false);
  }

  /** Costs a status and no run. */
  DatabaseMigration suspended(String name) {
    return migration(name, true);
  }

  private DatabaseMigration migration(String name, boolean suspend) {
    return Serialization.unmarshal(
        """
        apiVersion: schemagate.dev/v1alpha1
        kind: DatabaseMigration
        metadata: {name: "%s"}
        spec:
          database: {secretName: "%s"}
          flyway: {source: {configMap: {name: migrations}}}
          suspend: %s
        """
            .formatted(name, name, suspend),
        DatabaseMigration.class);
  }

  <T extends HasMetadata> T apply(T object) {
    object.getMetadata().setNamespace(namespace);
    return client().resource(object).serverSideApply();
  }

  Sightings watch() {
    return new Sightings(client(), namespace);
  }

  KubernetesClient client() {
    return bed.client();
  }

  /** Waits, so that the end of one measurement isn't in the figures of the next. */
  void close() throws IOException, InterruptedException {
    client().namespaces().withName(namespace).delete();
    Wait.until(
        "the end of namespace " + namespace,
        () -> client().namespaces().withName(namespace).get() == null);
  }
}

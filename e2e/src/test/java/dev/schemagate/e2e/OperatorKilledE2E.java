package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.testbed.ClusterExtension;
import dev.schemagate.testbed.Installation;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.PostgresExtension;
import dev.schemagate.testbed.TestCluster;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator is taken away in the middle of a migration, and one that comes later ends it. */
@ExtendWith({ClusterExtension.class, PostgresExtension.class, SchemagateExtension.class})
class OperatorKilledE2E {

  @Test
  void inTheMiddleOfAMigration(TestCluster cluster, Postgres postgres, Installation installation)
      throws SQLException, IOException {
    var shop = Shop.open(cluster, postgres, "operator-killed");
    shop.configMap(
        "sql",
        Map.of(
            "V1__slow.sql",
            "CREATE TABLE orders (id int);\n"
                + "SELECT pg_sleep(4);\n"
                + "INSERT INTO orders VALUES (1);\n"));
    shop.migrate("flyway: {source: {configMap: {name: sql}}}");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !"0"
                    .equals(
                        shop.ask(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                + " current_database() AND query LIKE '%pg_sleep(4)%' AND pid <>"
                                + " pg_backend_pid()")));

    cluster
        .client()
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/name", "schemagate")
        .withGracePeriod(0)
        .delete();
    Statuses.assertReason(shop.orders().get(), "Running");

    shop.awaitReady();
    installation.awaitOperator();
    assertThat(shop.jobs()).hasSize(1);
    assertThat(shop.ask("SELECT count(*) FROM orders")).isEqualTo("1");
  }
}

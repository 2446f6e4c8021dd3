package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.testbed.ClusterExtension;
import dev.schemagate.testbed.Image;
import dev.schemagate.testbed.Images;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.PostgresExtension;
import dev.schemagate.testbed.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real migrations, from an empty database to the newest revision, by <code>kubectl apply</code>.
 */
@ExtendWith({ClusterExtension.class, PostgresExtension.class, SchemagateExtension.class})
class MigrationE2E {

  private static final String COUNT =
      "SELECT count(*) FROM flyway_schema_history WHERE version IS NOT NULL AND success";

  private static Image app;

  @BeforeAll
  static void application(TestCluster cluster, @TempDir Path folder) throws IOException {
    app = Images.onThisHost(System.out::println).app("conductor", Conductor.copyTo(folder));
    cluster.load(app.archive());
  }

  @Test
  void fromAConfigMap(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "from-configmap");
    shop.configMap("conductor", Conductor.migrations());

    takesToFiveThenToTheHead(shop, "{configMap: {name: conductor}}");
  }

  @Test
  void fromAnImage(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "from-image");

    takesToFiveThenToTheHead(
        shop,
        "{image: {reference: \"%s\", path: /app/db/migration, pullPolicy: IfNotPresent}}"
            .formatted(app.tag()));
  }

  private void takesToFiveThenToTheHead(Shop shop, String source) throws SQLException {
    shop.apply(Application.requiring("orders@8", app.tag()));
    shop.migrate("target: \"5\"\nflyway: {source: %s}".formatted(source));

    var five = shop.awaitReady().getStatus();
    assertThat(five.revision()).isEqualTo("5");
    assertThat(five.head()).isEqualTo("8");
    assertThat(five.pending()).isEqualTo(3);
    assertThat(shop.ask(COUNT)).isEqualTo("5");
    assertThat(shop.pods("shop"))
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.getSpec().getSchedulingGates())
                    .as("gates of a pod that needs 8 while the database is at 5")
                    .hasSize(1));

    shop.migrate("target: head\nflyway: {source: %s}".formatted(source));

    shop.awaitPods("shop", 2, "Running");
    var head = shop.awaitReady().getStatus();
    assertThat(head.revision()).isEqualTo("8");
    assertThat(head.pending()).isZero();
    assertThat(head.waitingPods()).isZero();
    assertThat(head.applied()).startsWith("8").hasSize(8);
    assertThat(shop.ask(COUNT)).isEqualTo("8");
  }

  @Test
  void deletingTheResourceRemovesItsJobsAndLeavesTheDatabase(TestCluster cluster, Postgres postgres)
      throws SQLException {
    var shop = Shop.open(cluster, postgres, "deleted");
    shop.configMap("conductor", Conductor.migrations());
    shop.migrate("flyway: {source: {configMap: {name: conductor}}}");
    shop.awaitReady();

    shop.orders().delete();

    shop.awaitNoJobs();
    assertThat(shop.ask(COUNT)).isEqualTo("8");
  }
}

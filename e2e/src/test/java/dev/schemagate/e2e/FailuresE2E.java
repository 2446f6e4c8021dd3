package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.RunErrorStatus;
import dev.schemagate.testbed.ClusterExtension;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.PostgresExtension;
import dev.schemagate.testbed.TestCluster;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each way to fail has its own reason, and words that say what to do. */
@ExtendWith({ClusterExtension.class, PostgresExtension.class, SchemagateExtension.class})
class FailuresE2E {

  private static final String SPEC = "flyway: {source: {configMap: {name: sql}}}";
  private static final Map<String, String> GOOD =
      Map.of("V1__orders.sql", "CREATE TABLE orders (id int);\n");

  private static RunErrorStatus error(Shop shop, String reason) {
    return shop.awaitReason(reason).getStatus().run().error();
  }

  @Test
  void wrongPassword(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "wrong-password");
    shop.configMap("sql", GOOD);
    shop.secret("not-the-password");

    shop.migrate(SPEC);

    assertThat(error(shop, "AuthenticationFailed").message())
        .contains("password")
        .doesNotContain("not-the-password");
    shop.secret(shop.database().password());
    shop.awaitReady();
  }

  @Test
  void missingSecret(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "missing-secret");
    shop.configMap("sql", GOOD);
    shop.client().secrets().inNamespace(shop.namespace()).withName("orders-app").delete();

    shop.migrate(SPEC);

    assertThat(error(shop, "SecretNotFound").message()).contains("orders-app");
    shop.secret(shop.database().password());
    shop.awaitReady();
  }

  @Test
  void missingImage(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "missing-image");

    shop.migrate(
        "flyway: {source: {image: {reference: \"localhost/nowhere:1\", pullPolicy: Never}}}");

    assertThat(shop.awaitReason("ImagePullBackOff").getStatus().run().message())
        .contains("localhost/nowhere:1");
  }

  @Test
  void unknownTarget(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "unknown-target");
    shop.configMap("sql", GOOD);

    shop.migrate("target: \"7\"\n" + SPEC);

    assertThat(error(shop, "UnknownTarget").message()).contains("7").contains("1");
  }

  @Test
  void checksumMismatch(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "checksum");
    shop.configMap("sql", GOOD);
    shop.migrate(SPEC);
    shop.awaitReady();

    shop.configMap("sql", Map.of("V1__orders.sql", "CREATE TABLE orders (id bigint);\n"));

    assertThat(error(shop, "ChecksumMismatch").message()).contains("V1__orders.sql");
  }

  @Test
  void brokenScript(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "broken-script");
    shop.configMap(
        "sql",
        Map.of(
            "V1__orders.sql",
            "CREATE TABLE orders (id int);\n",
            "V2__more.sql",
            "-- a comment\n\n"
                + "ALTER TABLE orders ADD total int;\n"
                + "ALTER TABLE nope ADD x int;\n"));

    shop.migrate(SPEC);

    var error = error(shop, "MigrationFailed");
    assertThat(error.file()).isEqualTo("V2__more.sql");
    assertThat(error.line()).isEqualTo(4);
    assertThat(error.sqlState()).isEqualTo("42P01");
    assertThat(error.revision()).isEqualTo("2");
    assertThat(error.message()).contains("nope");
    var stalled = shop.orders().get().getStatus();
    assertThat(stalled.revision()).as("what stayed of the run").isEqualTo("1");
    assertThat(stalled.conditions())
        .filteredOn(c -> c.type().equals("Stalled"))
        .singleElement()
        .satisfies(c -> assertThat(c.status()).isEqualTo("True"));

    shop.configMap(
        "sql",
        Map.of(
            "V1__orders.sql", "CREATE TABLE orders (id int);\n",
            "V2__more.sql", "ALTER TABLE orders ADD total int;\n"));
    assertThat(shop.awaitReady().getStatus().revision()).isEqualTo("2");
  }
}

package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.testbed.ClusterExtension;
import dev.schemagate.testbed.Image;
import dev.schemagate.testbed.Images;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.PostgresExtension;
import dev.schemagate.testbed.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Back to an earlier revision and forth again, and a schema that was there before its history. */
@ExtendWith({ClusterExtension.class, PostgresExtension.class, SchemagateExtension.class})
class DowngradeE2E {

  private static final Map<String, String> MIGRATIONS =
      Map.of(
          "V1__orders.sql", "CREATE TABLE orders (id int);\n",
          "U1__orders.sql", "DROP TABLE orders;\n",
          "V2__total.sql", "ALTER TABLE orders ADD total int;\n",
          "U2__total.sql", "ALTER TABLE orders DROP total;\n",
          "V3__customers.sql", "CREATE TABLE customers (id int);\n",
          "U3__customers.sql", "DROP TABLE customers;\n");

  /** The relations and columns that the migrations make. */
  private static final String SCHEMA =
      "SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY table_name, column_name)"
          + " FROM information_schema.columns WHERE table_name IN ('orders', 'customers')";

  private static Image app;

  @BeforeAll
  static void application(TestCluster cluster, @TempDir Path folder) throws IOException {
    for (var file : MIGRATIONS.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    app = Images.onThisHost(System.out::println).app("downgrade", folder);
    cluster.load(app.archive());
  }

  private static String source() {
    return "flyway: {source: {image: {reference: \"%s\", path: /app/db/migration, pullPolicy: IfNotPresent}}}"
        .formatted(app.tag());
  }

  @Test
  void goesBackWhenAllowedAndForthAgain(TestCluster cluster, Postgres postgres)
      throws SQLException {
    var shop = Shop.open(cluster, postgres, "downgrade");
    shop.apply(Application.requiring("orders", app.tag()));
    shop.migrate(source());
    shop.awaitPods("shop", 2, "Running");

    shop.migrate("target: \"1\"\n" + source());

    var forbidden = shop.awaitReason("DowngradeForbidden").getStatus();
    assertThat(forbidden.run().message()).contains("Set spec.downgrade to Allow");
    assertThat(forbidden.revision()).isEqualTo("3");
    assertThat(shop.ask(SCHEMA)).isEqualTo("customers.id orders.id orders.total");

    shop.migrate("target: \"1\"\ndowngrade: Allow\n" + source());

    var down = shop.awaitReason("Downgraded").getStatus();
    assertThat(down.revision()).isEqualTo("1");
    assertThat(down.applied()).containsExactly("1");
    assertThat(down.pending()).isEqualTo(2);
    assertThat(down.run().undoneCount()).isEqualTo(2);
    assertThat(down.run().message()).isEqualTo("2 migrations undone, from 3 to 1");
    assertThat(shop.ask(SCHEMA)).isEqualTo("orders.id");
    shop.apply(Application.named("one", "orders@1", app.tag()));
    shop.awaitPods("one", 2, "Running");
    shop.awaitPods("shop", 2, "Running");
    shop.client().resource(shop.pods("shop").getFirst()).delete();
    shop.awaitPods("shop", 1, "Pending");
    assertThat(shop.pods("shop"))
        .as("the pod that was made instead needs what was undone")
        .anySatisfy(pod -> assertThat(pod.getSpec().getSchedulingGates()).hasSize(1));

    shop.migrate("target: head\n" + source());

    shop.awaitPods("shop", 2, "Running");
    var head = shop.awaitReason("Applied").getStatus();
    assertThat(head.run().message()).isEqualTo("2 migrations applied, from 1 to 3");
    assertThat(shop.ask(SCHEMA)).isEqualTo("customers.id orders.id orders.total");

    shop.migrate("target: base\ndowngrade: Allow\n" + source());

    var base = shop.awaitReason("Downgraded").getStatus();
    assertThat(base.run().message()).isEqualTo("3 migrations undone, from 3 to base");
    assertThat(base.revision()).isNull();
    assertThat(base.target()).isEqualTo("base");
    assertThat(base.pending()).isEqualTo(3);
    assertThat(shop.ask(SCHEMA)).isNull();
  }

  @Test
  void adoptsWhatWasThereBefore(TestCluster cluster, Postgres postgres) throws SQLException {
    var shop = Shop.open(cluster, postgres, "adopt");
    try (var connection = shop.database().connect();
        var statement = connection.createStatement()) {
      statement.execute(MIGRATIONS.get("V1__orders.sql"));
    }
    shop.migrate(source());
    assertThat(shop.awaitReason("NotAdopted").getStatus().run().message())
        .contains("Set spec.adopt.revision");

    shop.migrate("adopt: {revision: \"1\"}\n" + source());

    var adopted = shop.awaitReason("Applied").getStatus();
    assertThat(adopted.run().message())
        .isEqualTo("adopted at 1, 2 migrations applied, from 1 to 3");
    assertThat(adopted.run().stamped()).isEqualTo("1");
    assertThat(adopted.applied()).containsExactly("3", "2", "1");
    assertThat(shop.ask(SCHEMA)).isEqualTo("customers.id orders.id orders.total");
  }
}

package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The example's services in the example's order, with processes in place of containers. */
class ComposeIT {
  private final TestDatabase database;
  private final Compose compose;

  ComposeIT() throws Exception {
    database = TestDatabase.create();
    compose = Compose.read(Path.of("../examples/compose/compose.yaml"));
  }

  @Test
  void theServicesStartWhenTheSchemaIsThere() throws Exception {
    assertThat(compose.dependencies("api")).containsExactly("migrations");
    assertThat(compose.dependencies("worker")).containsExactly("schema");
    assertThat(compose.dependencies("migrations")).containsExactly("db");

    var schema = CompletableFuture.supplyAsync(() -> run("schema"));
    database.await(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'schemagate'");
    assertThat(schema).isNotDone();

    assertThat(run("migrations").exitCode()).isZero();
    assertThat(schema.get().exitCode()).isZero();
    assertThat(database.column("SELECT id, state FROM orders")).isEmpty();
    assertThat(run("migrations").out()).as("started once more").contains("nothing to do");
  }

  private Runner.Result run(String service) {
    assertThat(compose.isRunner(service)).isTrue();
    var environment = new HashMap<>(compose.environment(service));
    environment.put("PGHOST", "127.0.0.1");
    environment.put("PGPORT", Integer.toString(database.port()));
    environment.put("PGDATABASE", database.name());
    environment.put("PGUSER", "postgres");
    return new Runner(Path.of("target"), environment).call(compose.command(service));
  }
}

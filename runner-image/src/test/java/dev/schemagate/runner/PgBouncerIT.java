package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PgBouncer between a run and its database. */
@Timeout(120)
class PgBouncerIT {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session", "statement"})
  void isRefusedWhereItRefusesOurSettings(String mode) throws Exception {
    try (var bouncer = PgBouncer.start(folder, database, "pool_mode = " + mode)) {
      var message = refused(bouncer);
      assertThat(message).contains("it refuses startup options");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session", "statement"})
  void isRefusedWhereItDropsOurSettings(String mode) throws Exception {
    var drops = "ignore_startup_parameters = options";
    try (var bouncer = PgBouncer.start(folder, database, "pool_mode = " + mode, drops)) {
      // Zero is what a server has that was told nothing.
      assertThat(refused(bouncer, "--lock-timeout", "0")).contains("did not arrive");
      assertThat(refused(bouncer)).contains("did not arrive");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void isGoodEnoughToWaitFor(String mode) throws Exception {
    Runner.of(folder, database).tables(1).migrate();
    database.execute("CREATE ROLE reader_" + mode + " NOLOGIN");
    database.execute("GRANT SELECT ON flyway_schema_history TO reader_" + mode);
    var pooled = List.of("pool_mode = " + mode, "default_pool_size = 1");
    try (var bouncer = PgBouncer.start(folder, database, pooled.toArray(String[]::new))) {
      var behind = bouncer.database(database);
      var runner = Runner.of(folder, behind);
      for (var target : List.of("1", "head")) {
        var wait =
            runner.call(
                "wait", "--revision", target, "--timeout", "10s", "--role", "reader_" + mode);
        assertThat(wait.exitCode()).as(wait.err()).isZero();
      }
      assertThat(behind.value("SELECT current_user")).isEqualTo("postgres");
    }
    database.execute("DROP OWNED BY reader_" + mode + "; DROP ROLE reader_" + mode);
  }

  private String refused(PgBouncer bouncer, String... flags) throws Exception {
    var result = Runner.of(folder, bouncer.database(database)).tables(1).migrate(flags);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(78);
    assertThat(result.report().error().reason()).isEqualTo(Failure.PoolerDetected);
    assertThat(result.err())
        .contains("Set host and port to the server itself")
        .doesNotContain("\tat ");
    assertThat(database.column("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
    return result.report().error().message();
  }
}

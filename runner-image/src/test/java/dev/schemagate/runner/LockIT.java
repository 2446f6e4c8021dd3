package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time, whoever else is about. */
@Timeout(60)
class LockIT {
  /** Flyway's key for "public"."flyway_schema_history", as pg_locks shows it. */
  private static final long KEY = 77433833903597L;

  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  void namesWhoHoldsTheLock() throws Exception {
    runner.tables(1);
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SET application_name = 'orders at its start'");
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      int pid;
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        pid = row.getInt(1);
      }
      var result = runner.migrate("--queue-timeout", "300ms");
      assertThat(result.exitCode()).isEqualTo(75);
      assertThat(result.report().error().reason()).isEqualTo(Failure.LockHeld);
      assertThat(result.report().error().message())
          .contains("for longer than 300 ms")
          .contains("pid " + pid)
          .contains("application \"orders at its start\", from 127.0.0.1, connected since 20")
          .contains(" UTC, idle since 20");
      assertThat(result.report().error().remedy())
          .startsWith("It does nothing: ")
          .endsWith("end it with SELECT pg_terminate_backend(" + pid + ")");
      assertThat(result.out()).containsOnlyOnce("waiting for pid " + pid);
      assertThat(result.report().pending()).isEqualTo(1);
    }
  }

  @Test
  void goesOnWhenTheLockIsFree() throws Exception {
    runner.tables(1);
    CompletableFuture<Runner.Result> run;
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      run = CompletableFuture.supplyAsync(runner::migrate);
      database.await(
          "SELECT 1 FROM pg_stat_activity WHERE application_name = 'schemagate'"
              + " AND datname = current_database() AND query LIKE '%pg_stat_activity%'");
      assertThat(database.column("SELECT tablename FROM pg_tables WHERE tablename = 't1'"))
          .isEmpty();
    }
    assertThat(run.get().report().outcome()).isEqualTo(Outcome.Applied);
  }

  @Test
  void appliesOnceWhenTwoRunAtOnce() throws Exception {
    runner
        .script("V1__once.sql", "CREATE TABLE once (id int); SELECT pg_sleep(1);")
        .script("V2__index.sql", "CREATE INDEX CONCURRENTLY once_id ON once (id)")
        .script("V3__row.sql", "INSERT INTO once VALUES (1)");
    var second = runner.with("SCHEMAGATE_TERMINATION_LOG", folder.resolve("second").toString());
    var one = runner.start();
    var two = second.start();
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(
            Files.readString(folder.resolve("report")) + Files.readString(folder.resolve("second")))
        .containsOnlyOnce("\"Applied\"")
        .containsOnlyOnce("\"UpToDate\"");
    assertThat(database.value("SELECT count(*) FROM once")).isEqualTo("1");
  }

  @Test
  void keepsAnotherFlywayOut() throws Exception {
    runner.script("V1__slow.sql", "CREATE TABLE slow (id int); SELECT pg_sleep(2);");
    var run = runner.start();
    database.await(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())");
    var flyway =
        Flyway.configure()
            .dataSource(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + database.name(),
                "postgres",
                "")
            .locations("filesystem:" + folder.resolve("sql"))
            .load();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
    assertThat(run.waitFor()).isZero();
  }

  @Test
  void locksPerHistory() throws Exception {
    runner.tables(1);
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      assertThat(runner.migrate("--schemas", "billing", "--queue-timeout", "1ms").exitCode())
          .isZero();
    }
  }
}

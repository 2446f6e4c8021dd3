package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose pod is told to go, or is gone. */
@Timeout(60)
class SignalIT {
  private static final String SLEEPING =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
          + " AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";

  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner =
        Runner.of(folder, database)
            .tables(1)
            .script("V2__slow.sql", "CREATE TABLE half (id int);\nSELECT pg_sleep(600);");
  }

  @Test
  void reportsAndLeavesNothingHalfDoneWhenToldToGo() throws Exception {
    var run = runner.start();
    database.await(SLEEPING);
    run.destroy();
    assertThat(run.waitFor(5, TimeUnit.SECONDS)).as("gone within 5 s").isTrue();
    assertThat(run.exitValue()).isEqualTo(75);
    var error = runner.report().error();
    assertThat(error.reason()).isEqualTo(Failure.Interrupted);
    assertThat(error.file()).isEqualTo("V2__slow.sql");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.message()).isEqualTo("told to stop in the middle of it");
    assertThat(error.remedy())
        .isEqualTo("It was rolled back and can be run again. V1__table_1.sql stays applied");
    assertThat(runner.report().appliedCount()).isEqualTo(1);
    assertThat(database.column(SLEEPING)).isEmpty();
    assertThat(tables()).containsExactly("t1");
    assertThat(Files.readString(runner.output().toPath())).doesNotContain("\tat ");
  }

  @Test
  void namesTheInvalidIndexThatAnInterruptedOneLeavesBehind() throws Exception {
    runner.script("V2__slow.sql", "CREATE INDEX CONCURRENTLY t1_id ON t1 (id)");
    runner.migrate("--target", "1");
    try (var other = database.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t1 VALUES (1)");
      var run = runner.start();
      database.await("SELECT 1 FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'");
      run.destroy();
      assertThat(run.waitFor(5, TimeUnit.SECONDS)).as("gone within 5 s").isTrue();
    }
    assertThat(runner.report().error().reason()).isEqualTo(Failure.Interrupted);
    assertThat(runner.report().error().remedy())
        .contains("DROP INDEX CONCURRENTLY public.t1_id")
        .endsWith("Nothing else was run");
  }

  @Test
  void reportsWhenToldToGoWhileItWaitsForTheLock() throws Exception {
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(77433833903597)");
      var run = runner.start();
      while (!Files.readString(runner.output().toPath()).contains("waiting for pid")) {
        Thread.sleep(10);
      }
      run.destroy();
      assertThat(run.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(run.exitValue()).isEqualTo(75);
      assertThat(runner.report().error().reason()).isEqualTo(Failure.Interrupted);
    }
  }

  @Test
  void isFollowedByARunThatFinishesAfterItWasKilled() throws Exception {
    var run = runner.start();
    var orphan = database.await(SLEEPING);
    run.destroyForcibly().waitFor();

    var began = System.nanoTime();
    runner.script("V2__slow.sql", "CREATE TABLE whole (id int);");
    var next = runner.migrate("--queue-timeout", "20s");
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.report().outcome()).isEqualTo(Outcome.Applied);
    assertThat(tables()).containsExactly("t1", "whole");
    assertThat(database.column(SLEEPING)).doesNotContain(orphan);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  private List<String> tables() throws Exception {
    return database.column(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
            + " 'flyway_schema_history' ORDER BY 1");
  }
}

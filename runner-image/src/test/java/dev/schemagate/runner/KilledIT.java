package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that SIGKILL ends leaves nothing that the next one has to care about. */
@Timeout(900)
class KilledIT {
  private static final String SESSIONS =
      " (SELECT 1 FROM pg_stat_activity WHERE application_name = 'schemagate'"
          + " AND datname = current_database())";
  private static final String LOCKS =
      " (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database()))";

  /** Lines of a run's output, from its first to its last. */
  private static final List<String> STEPS =
      List.of(
          "connected",
          "database at",
          "running V1",
          "applied V1",
          "running V2",
          "applied V2",
          "running V3",
          "applied V3",
          "running V4",
          "applied R");

  @TempDir Path folder;

  @Test
  void isFollowedByARunThatFinishesWhateverTheMoment() throws Exception {
    var random = Soak.random("KilledIT");
    var whole = timeOfAWholeRun();
    var moments = new TreeMap<String, Integer>();
    var slowestEnd = Duration.ZERO;
    for (int kills = 0, round = 0; kills < Soak.rounds(8, 40); round++) {
      var database = TestDatabase.create();
      var runner = prepare(folder.resolve("round" + round), database);
      var run = runner.start();
      if (random.nextBoolean()) {
        run.waitFor(random.nextLong(whole.toMillis()), TimeUnit.MILLISECONDS);
      } else {
        justAfterAStep(run, runner, random);
      }
      if (!run.isAlive()) {
        continue;
      }
      run.destroyForcibly().waitFor();
      kills++;
      var moment = "after \"" + lastLine(runner).replaceFirst(" (to|V1,|in) .*|, .*", "") + "\"";
      moments.merge(moment, 1, Integer::sum);
      if (random.nextBoolean()) {
        var began = System.nanoTime();
        database.await("SELECT 1 WHERE NOT EXISTS" + SESSIONS);
        slowestEnd = max(slowestEnd, Duration.ofNanos(System.nanoTime() - began));
      }

      var next = runner.migrate("--queue-timeout", "60s");
      assertThat(next.exitCode()).as(moment + ": " + next.err()).isZero();
      everythingRanOnce(moment, database);
    }
    Soak.say(
        "killed " + moments + "; the slowest orphan ended after " + slowestEnd.toMillis() + " ms");
    assertThat(slowestEnd).isLessThan(Duration.ofSeconds(10));
  }

  /** Outside of a transaction only the script itself can undo what a killed run left. */
  @Test
  void leavesAnIndexHalfBuiltAndSaysSo() throws Exception {
    var database = TestDatabase.create();
    var runner =
        Runner.of(folder, database)
            .tables(1)
            .script("V2__index.sql", "CREATE INDEX CONCURRENTLY t1_id ON t1 (id);");
    assertThat(runner.migrate("--target", "1").exitCode()).isZero();
    try (var writer = database.connect();
        var statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO t1 VALUES (1)");
      var run = runner.start();
      database.await("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('t1_id')");
      run.destroyForcibly().waitFor();
      database.await("SELECT 1 WHERE NOT EXISTS" + SESSIONS);
    }
    assertThat(
            database.column("SELECT indisvalid FROM pg_index WHERE indexrelid = 't1_id'::regclass"))
        .containsExactly("f");

    var next = runner.migrate();
    assertThat(next.exitCode()).isEqualTo(65);
    assertThat(next.report().error().reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(next.report().error().sqlState()).isEqualTo("42P07");
    assertThat(next.report().error().remedy()).contains("what it did before stays");

    database.execute("DELETE FROM flyway_schema_history WHERE NOT success");
    runner
        .script(
            "V2__index.sql",
            "DROP INDEX CONCURRENTLY IF EXISTS t1_id;\nCREATE INDEX CONCURRENTLY t1_id ON t1 (id);")
        .script("V2__index.sql.conf", "executeInTransaction=false");
    assertThat(runner.migrate().exitCode()).isZero();
  }

  /** One that can be killed anywhere: what runs outside of a transaction first undoes itself. */
  private static Runner prepare(Path folder, TestDatabase database) {
    return Runner.of(folder, database)
        .script(
            "V1__ran.sql",
            """
            CREATE TABLE ran (script text);
            INSERT INTO ran VALUES ('V1');
            CREATE TABLE big AS SELECT n FROM generate_series(1, 100000) n;
            """)
        .script("V2__slow.sql", "INSERT INTO ran VALUES ('V2');\nSELECT pg_sleep(0.2);")
        .script(
            "V3__index.sql",
            "DROP INDEX CONCURRENTLY IF EXISTS big_n;\nCREATE INDEX CONCURRENTLY big_n ON big (n);")
        .script("V3__index.sql.conf", "executeInTransaction=false")
        .script("V4__slow.sql", "SELECT pg_sleep(0.2);\nINSERT INTO ran VALUES ('V4');")
        .script("R__always.sql", "INSERT INTO ran VALUES ('R');");
  }

  private static void everythingRanOnce(String moment, TestDatabase database) throws Exception {
    assertThat(database.column("SELECT script FROM ran ORDER BY 1"))
        .as(moment)
        .containsExactly("R", "V1", "V2", "V4");
    assertThat(
            database.column(
                "SELECT coalesce(version, 'R') || success FROM flyway_schema_history"
                    + " ORDER BY installed_rank"))
        .as(moment)
        .containsExactly("1true", "2true", "3true", "4true", "Rtrue");
    assertThat(database.column("SELECT indexrelid FROM pg_index WHERE NOT indisvalid")).isEmpty();
    database.await("SELECT 1 WHERE NOT EXISTS" + SESSIONS + " AND NOT EXISTS" + LOCKS);
  }

  private Duration timeOfAWholeRun() throws Exception {
    var runner = prepare(folder.resolve("whole"), TestDatabase.create());
    var began = System.nanoTime();
    assertThat(runner.start().waitFor()).isZero();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void justAfterAStep(Process run, Runner runner, Random random) throws Exception {
    var step = STEPS.get(random.nextInt(STEPS.size()));
    while (run.isAlive() && !Files.readString(runner.output().toPath()).contains(step)) {
      Thread.sleep(1);
    }
    run.waitFor(random.nextLong(30), TimeUnit.MILLISECONDS);
  }

  private static String lastLine(Runner runner) throws Exception {
    var lines = Files.readAllLines(runner.output().toPath());
    return lines.isEmpty() ? "start" : lines.getLast();
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}

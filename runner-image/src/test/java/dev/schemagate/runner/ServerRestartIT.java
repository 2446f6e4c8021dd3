package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunReport.Outcome;
import dev.schemagate.runner.RestartableServer.Shutdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that restarts under a run: what the report says is what the database holds. */
@Timeout(600)
class ServerRestartIT {
  private static final Duration SCRIPTS = Duration.ofMillis(1200);

  @TempDir Path folder;

  @Test
  void isReportedAsItWas() throws Exception {
    var random = Soak.random("ServerRestartIT");
    var outcomes = new TreeMap<String, Integer>();
    try (var server = new RestartableServer(folder.resolve("data"))) {
      for (int round = 0; round < Soak.rounds(4, 20); round++) {
        var database = server.create("round" + round);
        var runner = prepare(folder.resolve("round" + round), database);
        var run = runner.start();
        while (run.isAlive() && !output(runner).contains("running V1")) {
          Thread.sleep(1);
        }
        run.waitFor(random.nextLong(SCRIPTS.toMillis()), TimeUnit.MILLISECONDS);
        var shutdown = Shutdown.values()[round % 2];
        server.stop(shutdown);
        run.waitFor(random.nextLong(2000), TimeUnit.MILLISECONDS);
        server.start();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as(output(runner)).isTrue();

        isTrue(runner, run.exitValue(), database);
        var told = runner.report().error();
        outcomes.merge(
            shutdown + ": " + (told == null ? "done" : told.reason() + " in " + told.file()),
            1,
            Integer::sum);
        assertThat(runner.migrate().exitCode()).isZero();
        assertThat(database.column("SELECT script FROM ran ORDER BY 1"))
            .containsExactly("V1", "V2", "V3", "V4");
      }
    }
    Soak.say("restarted " + outcomes);
  }

  private static void isTrue(Runner runner, int exitCode, TestDatabase database) throws Exception {
    var report = runner.report();
    var said = report + "\n" + output(runner);
    var applied =
        database.column(
            "SELECT version FROM flyway_schema_history WHERE success ORDER BY version DESC");
    assertThat(report.applied()).as(said).isEqualTo(applied);
    assertThat(report.revision()).as(said).isEqualTo(applied.isEmpty() ? null : applied.getFirst());
    assertThat(report.appliedCount()).as(said).isEqualTo(applied.size());
    assertThat(report.pending()).as(said).isEqualTo(4 - applied.size());
    if (exitCode == 0) {
      assertThat(report.outcome()).as(said).isEqualTo(Outcome.Applied);
      assertThat(applied).as(said).hasSize(4);
    } else {
      assertThat(exitCode).as(said).isEqualTo(75);
      assertThat(report.outcome()).as(said).isEqualTo(Outcome.Failed);
      assertThat(report.error().reason())
          .as(said)
          .isIn(Failure.ConnectionLost, Failure.DatabaseUnreachable);
    }
    assertThat(said).doesNotContain("\tat ").doesNotContain("jdbc:");
  }

  private static Runner prepare(Path folder, TestDatabase database) {
    var runner =
        Runner.of(folder, database)
            .script("V1__ran.sql", "CREATE TABLE ran (script text); INSERT INTO ran VALUES ('V1');")
            .script("V2__slow.sql", "INSERT INTO ran VALUES ('V2');\nSELECT pg_sleep(0.5);")
            .script("V3__slow.sql", "INSERT INTO ran VALUES ('V3');\nSELECT pg_sleep(0.5);");
    return runner.script("V4__quick.sql", "INSERT INTO ran VALUES ('V4');");
  }

  private static String output(Runner runner) throws Exception {
    return Files.readString(runner.output().toPath());
  }
}

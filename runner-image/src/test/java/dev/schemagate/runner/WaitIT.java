package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1, 2, 3);
  }

  @Test
  void endsAtOnceWhenTheRevisionOrALaterOneIsApplied() {
    runner.migrate("--target", "2");
    var result = runner.call("wait", "--revision", "1");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("the database is at 2").doesNotContain("waiting");
    assertThat(runner.with("SCHEMAGATE_LOCATION", "").call("wait", "--revision", "2").exitCode())
        .as("needs no migrations")
        .isZero();
  }

  @Test
  void endsWhenTheRevisionGetsThere() throws Exception {
    database.server("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
    var waiting =
        CompletableFuture.supplyAsync(
            () -> runner.call("wait", "--revision", "head", "--interval", "50ms"));
    database.server("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true");
    assertThat(waiting).isNotDone();
    runner.migrate("--target", "2");
    assertThat(waiting).isNotDone();
    runner.migrate();
    var result = waiting.get();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("the database is at 3");
  }

  @Test
  void asksForARevisionWhenThereAreNoMigrations() {
    var result = runner.with("SCHEMAGATE_LOCATION", "").call("wait");
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.err()).contains("--revision").contains("--location");
  }

  @Test
  void givesUpAndSaysWhatItWaitedFor() {
    runner.migrate("--target", "1");
    var result = runner.call("wait", "--revision", "3", "--timeout", "300ms", "--interval", "50ms");
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.report().error().reason()).isEqualTo(Failure.NotAppliedYet);
    assertThat(result.report().error().message())
        .isEqualTo("3 is not applied after 300 ms: the database is at 1");
    assertThat(result.out()).containsOnlyOnce("waiting for 3 since 0 s: the database is at 1");
  }

  @Test
  void waitsForADatabaseThatIsNotThereYet() {
    var result =
        runner
            .with("SCHEMAGATE_PORT", "1")
            .call("wait", "--revision", "3", "--timeout", "200ms", "--interval", "50ms");
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.out()).containsOnlyOnce("waiting for 3").contains("connection refused");
  }

  @Test
  void takesAnUndoneRevisionForUndone() throws Exception {
    runner.migrate();
    database.execute(
        "INSERT INTO flyway_schema_history SELECT 4, version, description, 'DELETE', script,"
            + " checksum, installed_by, installed_on, 0, true FROM flyway_schema_history WHERE"
            + " version = '3'");
    var result = runner.call("wait", "--revision", "3", "--timeout", "1ms");
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.err()).contains("the database is at 2");
  }

  @Test
  void saysWhichRightIsMissing() throws Exception {
    runner.migrate();
    var reader = "reader_" + database.name();
    database.execute("CREATE ROLE " + reader + " LOGIN");
    var result = runner.call("wait", "--revision", "3", "--user", reader, "--timeout", "1ms");
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.out()).contains("GRANT SELECT ON flyway_schema_history TO " + reader);
  }
}

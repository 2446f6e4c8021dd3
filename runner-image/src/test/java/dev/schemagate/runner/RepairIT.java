package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb that sets the history right, from what stands in its way to a run that goes on. */
class RepairIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1, 2);
  }

  @Test
  void dropsTheRowOfAMigrationThatStoppedHalfWay() throws Exception {
    runner
        .script("V3__half.sql", "CREATE TABLE half (id int); SELECT 1/0;")
        .script("V3__half.sql.conf", "executeInTransaction=false");
    assertThat(runner.migrate().report().error().remedy()).contains("schemagate repair");
    var refused = runner.migrate().report().error();
    assertThat(refused.reason()).isEqualTo(Failure.FailedMigrationPresent);
    assertThat(refused.inWords()).contains("schemagate repair");

    runner.script("V3__half.sql", "CREATE TABLE IF NOT EXISTS half (id int);");
    assertThat(repaired()).containsPattern("removed +3 +half");
    assertThat(runner.migrate().exitCode()).isZero();
  }

  @Test
  void takesOverTheChecksumOfAChangedFile() {
    runner.migrate();
    runner.script("V2__table_2.sql", "CREATE TABLE t2 (id int); -- as it should be");
    var refused = runner.migrate().report().error();
    assertThat(refused.reason()).isEqualTo(Failure.ChecksumMismatch);
    assertThat(refused.inWords()).contains("schemagate repair");
    assertThat(repaired()).containsPattern("realigned +2 +table 2").doesNotContain("table 1");
    assertThat(runner.migrate().exitCode()).isZero();
  }

  @Test
  void marksWhatTheSourceLacksAsDeleted() throws Exception {
    runner.tables(3).migrate();
    Files.delete(folder.resolve("sql/V2__table_2.sql"));
    assertThat(runner.migrate().report().error().inWords()).contains("schemagate repair");
    assertThat(repaired()).containsPattern("marked as deleted +2 +table 2");
    assertThat(runner.migrate().exitCode()).isZero();
  }

  @Test
  void leavesAHistoryAloneThatIsRight() {
    runner.migrate();
    assertThat(repaired()).isEqualTo("nothing to repair\n");
    assertThat(runner.call("repair", "--output", "json").out())
        .isEqualToIgnoringWhitespace("{\"repaired\": []}");
  }

  @Test
  void waitsForARun() throws Exception {
    runner.migrate();
    var key = 0x466C_7977_6179L + "\"public\".\"flyway_schema_history\"".hashCode();
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + key + ")");
      var result = runner.call("repair", "--queue-timeout", "100ms");
      assertThat(result.exitCode()).isEqualTo(75);
      assertThat(result.report().error().reason()).isEqualTo(Failure.LockHeld);
    }
  }

  private String repaired() {
    var result = runner.call("repair");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }
}

package dev.schemagate.runner;

import static dev.schemagate.runner.FlywayBed.DOWNGRADE;
import static dev.schemagate.runner.FlywayBed.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DowngradeIT {
  @TempDir Path folder;
  private FlywayBed bed;

  @BeforeEach
  void bed() throws Exception {
    bed = new FlywayBed(folder);
  }

  @Test
  void undoesNewestFirstAndGoesUpAgain() throws Exception {
    bed.tables(1, 2, 3).migrate("head");
    assertThat(scripts(bed.plan("1", DOWNGRADE))).containsExactly("U3__t.sql", "U2__t.sql");
    var down = bed.downgrade("1");
    assertThat(down.revision()).isEqualTo("1");
    assertThat(down.applied()).containsExactly("1");
    assertThat(down.pending()).isEqualTo(2);
    assertThat(bed.progress().undone()).isEqualTo(2);
    assertThat(bed.made()).containsExactly("t1");
    assertThat(bed.rows()).endsWith("4 3 DELETE V3__t.sql", "5 2 DELETE V2__t.sql");
    assertThat(bed.migrate("head").applied()).containsExactly("3", "2", "1");
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
    bed.validate();
  }

  @Test
  void countsFromWhereTheDatabaseIs() throws Exception {
    bed.tables(1, 2, 3).migrate("head");
    assertThat(bed.downgrade("-2").revision()).isEqualTo("1");
    assertThat(bed.migrate("+1").revision()).isEqualTo("2");
    assertThat(bed.downgrade("-2").revision()).isNull();
    assertThat(bed.made()).isEmpty();
  }

  @Test
  void goesDownToBase() throws Exception {
    bed.tables(1, 2).migrate("head");
    var plan = bed.plan("base", DOWNGRADE);
    assertThat(plan.target()).isEqualTo("base");
    var state = bed.downgrade("base");
    assertThat(state.revision()).isNull();
    assertThat(state.applied()).isEmpty();
    assertThat(bed.made()).isEmpty();
    assertThat(bed.downgrade("base").revision()).isNull();
  }

  @Test
  void undoesInTheReverseOfTheOrderInWhichTheyRan() throws Exception {
    bed.with("outOfOrder", "true").tables(1, 3).migrate("head");
    bed.script("V2__t.sql", "ALTER TABLE t3 ADD two int")
        .script("U2__t.sql", "ALTER TABLE t3 DROP two");
    bed.migrate("head");
    assertThat(scripts(bed.plan("1", DOWNGRADE))).containsExactly("U2__t.sql", "U3__t.sql");
    assertThat(bed.downgrade("1").revision()).isEqualTo("1");
  }

  @Test
  void runsNoRepeatableMigration() throws Exception {
    bed.tables(1, 2)
        .script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS x")
        .migrate("head");
    bed.script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS x");
    bed.downgrade("1");
    assertThat(bed.database.value("SELECT x FROM v")).isEqualTo("1");
    bed.migrate("1");
    assertThat(bed.database.value("SELECT x FROM v")).isEqualTo("2");
  }

  @Test
  void parsesItsScriptsAsFlywayParsesMigrations() throws Exception {
    bed.placeholders(Map.of("name", "kept"))
        .script("V1__t.sql", "CREATE TABLE kept (id int, note text)")
        .script("deep/down/V2__u.sql", "INSERT INTO kept VALUES (1, '')")
        .script(
            "deep/down/U2__other_words.sql",
            """
            DO $$ BEGIN DELETE FROM ${name}; END $$;
            INSERT INTO ${name} VALUES (2, 'a;b ${flyway:filename} é');
            COPY kept FROM stdin;
            3\tcopied
            \\.
            """)
        .script("deep/down/U2__other_words.sql.conf", "encoding=ISO-8859-1");
    var file = folder.resolve("deep/down/U2__other_words.sql");
    Files.write(file, Files.readString(file).getBytes(StandardCharsets.ISO_8859_1));
    bed.migrate("head");
    bed.downgrade("1");
    assertThat(bed.database.column("SELECT note FROM kept ORDER BY id"))
        .containsExactly("a;b U2__other_words.sql é", "copied");
  }

  @Test
  void rollsAllOfItBackAndNamesThePlace() throws Exception {
    bed.tables(1, 2, 3)
        .script("U2__t.sql", "SELECT 1;\n\nDROP TABLE t2,\n  nowhere;")
        .migrate("head");
    var rows = bed.rows();
    var error = bed.refused(Failure.MigrationFailed, () -> bed.downgrade("base"));
    assertThat(error.file()).isEqualTo("U2__t.sql");
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.sqlState()).isEqualTo("42P01");
    assertThat(error.revision()).isEqualTo("2");
    assertThat(error.remedy()).contains("whole downgrade was rolled back");
    assertThat(bed.progress().undone()).isZero();
    assertThat(bed.rows()).isEqualTo(rows);
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
    bed.validate();
  }

  @Test
  void triesAgainWhatALockKeptWaiting() throws Exception {
    bed.tables(1)
        .script("U1__t.sql", "SET LOCAL lock_timeout = '50ms'; DROP TABLE t1")
        .migrate("head");
    try (var other = bed.database.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM t1");
      assertThat(bed.refused(Failure.LockTimeout, () -> bed.downgrade("base")).remedy())
          .endsWith("rolled back and can be run again");
    }
    assertThat(bed.downgrade("base").revision()).isNull();
  }

  @Test
  void listsAllThatHasNoUndoScriptAndRunsNothing() throws Exception {
    bed.tables(1, 2, 3, 4).delete("U4__t.sql").delete("U2__t.sql").migrate("head");
    var error = bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("1"));
    assertThat(error.message())
        .isEqualTo("4 has no undo script: write U4__t.sql; 2 has no undo script: write U2__t.sql");
    assertThat(error.remedy()).startsWith("Nothing was run");
    assertThat(error.revision()).isEqualTo("4");
    assertThat(bed.made()).containsExactly("t1", "t2", "t3", "t4");
    bed.script("U4__t.sql", "DROP TABLE t4");
    assertThat(bed.downgrade("3").revision()).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DROP INDEX CONCURRENTLY i           | line 1 can't run in a transaction
          SELECT 1; VACUUM t2                 | line 1 can't run in a transaction
          /* c */ COMMIT; DROP TABLE t2       | line 1 ends the transaction
          DROP TABLE t2; rollback             | line 1 ends the transaction
          SELECT '${missing}'                 | can't be read
          """)
  void refusesWhatCanNotBeUndoneInATransaction(String sql, String why) throws Exception {
    bed.tables(1, 2, 3).script("U2__t.sql", sql).migrate("head");
    var error = bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("1"));
    assertThat(error.message()).startsWith("2 has U2__t.sql, but ").contains(why);
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
  }

  @Test
  void allowsSavepoints() throws Exception {
    bed.tables(1)
        .script("U1__t.sql", "SAVEPOINT s; DROP TABLE t1; ROLLBACK TO s; DROP TABLE t1;")
        .migrate("head");
    assertThat(bed.downgrade("base").revision()).isNull();
  }

  @Test
  void refusesAScriptThatIsSetToRunOutsideOfATransaction() {
    bed.tables(1).script("U1__t.sql.conf", "executeInTransaction=false").migrate("head");
    assertThat(bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("base")).message())
        .contains("executeInTransaction=false");
  }

  @Test
  void refusesWhatOnlyTheServerKnowsNotToRunInATransaction() throws Exception {
    bed.tables(1, 2).script("U1__t.sql", "SELECT 1;\nCLUSTER").migrate("head");
    var error = bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("base"));
    assertThat(error.sqlState()).isEqualTo("25001");
    assertThat(error.file()).isEqualTo("U1__t.sql");
    assertThat(error.line()).isEqualTo(2);
    assertThat(bed.made()).containsExactly("t1", "t2");
  }

  @Test
  void refusesToCrossABaseline() throws Exception {
    bed.tables(1, 2, 3);
    bed.database.execute("CREATE TABLE t1 (id int); CREATE TABLE t2 (id int)");
    bed.stock().baselineVersion("2").load().baseline();
    bed.migrate("head");
    assertThat(bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("1")).message())
        .startsWith("2 is where the history begins");
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
    assertThat(bed.downgrade("2").revision()).isEqualTo("2");
  }

  @Test
  void refusesWhatThisSourceDoesNotHave() {
    bed.tables(1, 2, 3, 4).migrate("head");
    bed.delete("V2__t.sql").delete("V4__t.sql");
    assertThat(bed.refused(Failure.IrreversibleMigration, () -> bed.downgrade("1")).message())
        .contains("4 is not in this source")
        .contains("2 is not in this source");
  }

  @Test
  void refusesAFailedRow() throws Exception {
    bed.tables(1, 2).migrate("head");
    bed.database.execute("UPDATE flyway_schema_history SET success = false WHERE version = '2'");
    bed.refused(Failure.FailedMigrationPresent, () -> bed.downgrade("1"));
  }

  @Test
  void refusesATargetThatWasNeverApplied() {
    bed.with("ignoreMigrationPatterns", "*:ignored").tables(1, 3).migrate("head");
    bed.tables(2);
    assertThat(bed.refused(Failure.UnknownTarget, () -> bed.downgrade("2")).message())
        .isEqualTo("can't go down to 2, which was never applied here; these were: 3, 1");
  }

  @Test
  void refusesTwoScriptsThatUndoTheSame() {
    bed.tables(1).script("deep/U1__other.sql", "SELECT 1").migrate("head");
    assertThat(bed.refused(Failure.ValidationFailed, () -> bed.downgrade("base")).message())
        .contains("U1__t.sql")
        .contains("deep/U1__other.sql");
  }

  @Test
  void quotesTheNamesOfSchemaAndTable() throws Exception {
    bed.in("Odd \"schema\"", "Odd 'history'").tables(1, 2).migrate("head");
    assertThat(bed.downgrade("1").revision()).isEqualTo("1");
    assertThat(bed.made()).containsExactly("t1");
    assertThat(bed.rows()).last().isEqualTo("3 2 DELETE V2__t.sql");
  }

  @Test
  void countsUndoScriptsNeitherAsMigrationsNorAsMistakes() {
    bed.with("validateMigrationNaming", "true").tables(1, 2);
    assertThat(bed.state().pending()).isEqualTo(2);
    assertThat(bed.migrate("head").applied()).isEqualTo(List.of("2", "1"));
    assertThat(bed.downgrade("1").revision()).isEqualTo("1");
  }
}

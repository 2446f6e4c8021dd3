package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Flyway's free edition can do, by its effect on a database. */
class FlywayFeaturesIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  void runsRepeatablesAgainOnlyWhenTheyChange() throws Exception {
    runner.tables(1).script("R__fill.sql", "INSERT INTO t1 VALUES (1);");
    migrated();
    migrated();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("1");
    runner.script("R__fill.sql", "INSERT INTO t1 VALUES (2);");
    migrated();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("1", "2");
  }

  @Test
  void beginsAnEmptyHistoryWithTheBaseline() throws Exception {
    runner.tables(1, 2, 3).script("B2__all.sql", "CREATE TABLE b (id int);");
    migrated();
    assertThat(tables()).containsExactly("b", "t3");
  }

  @Test
  void passesOverTheBaselineInAHistoryThatHasBegun() throws Exception {
    runner.tables(1);
    migrated();
    runner.tables(2, 3).script("B2__all.sql", "CREATE TABLE b (id int);");
    migrated();
    assertThat(tables()).containsExactly("t1", "t2", "t3");
  }

  @Test
  void passesOverLateMigrationsThatItIsToldToIgnore() throws Exception {
    runner.tables(1, 3);
    migrated();
    runner.tables(2, 4);
    var result = runner.migrate("--ignore-migration-patterns", "*:ignored,*:future");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tables()).containsExactly("t1", "t3", "t4");
  }

  @Test
  void undoesByTheSettingsOfTheFile() throws Exception {
    runner
        .tables(1)
        .script(
            "flyway.conf",
            "flyway.placeholderPrefix=@{\nflyway.validateMigrationNaming=true\n"
                + "flyway.placeholders.name=x\nflyway.encoding=ISO-8859-1\n");
    Files.write(
        folder.resolve("sql/V2__p.sql"),
        "CREATE TABLE \"é@{name}\" (id int);".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(
        folder.resolve("sql/U2__p.sql"),
        "DROP TABLE \"é@{name}\";".getBytes(StandardCharsets.ISO_8859_1));
    migrated();
    assertThat(tables()).containsExactly("t1", "éx");
    var result = runner.migrate("--target", "1", "--allow-downgrade");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tables()).containsExactly("t1");
  }

  @Test
  void callsBackInFlywaysOrder() throws Exception {
    runner
        .tables(1, 2)
        .script("beforeMigrate.sql", "CREATE TABLE told (n serial, what text);")
        .script("beforeEachMigrate.sql", told("before"))
        .script("afterEachMigrate.sql", told("after"))
        .script("afterMigrate.sql", told("done"));
    migrated();
    assertThat(database.column("SELECT what FROM told ORDER BY n"))
        .containsExactly("before", "after", "before", "after", "done");
  }

  @Test
  void callsBackAfterAnError() throws Exception {
    runner
        .tables(1)
        .script("V2__broken.sql", "SELECT 1/0;")
        .script("afterMigrateError.sql", "INSERT INTO t1 VALUES (99);");
    assertThat(runner.migrate().report().error().file()).isEqualTo("V2__broken.sql");
    assertThat(database.column("SELECT id FROM t1")).containsExactly("99");
  }

  @Test
  void fillsInPlaceholders() throws Exception {
    runner
        .script(
            "V1__p.sql",
            """
            CREATE TABLE p AS SELECT '${name}' AS name, '${flyway:defaultSchema}' AS schema,
              '${flyway:timestamp}'::timestamp AS at, '${flyway:table}' AS history;
            """)
        .script("V2__no.sql", "INSERT INTO p (name) VALUES ('${name}');")
        .script("V2__no.sql.conf", "placeholderReplacement=false");
    assertThat(runner.migrate("--placeholder", "name=it''s").exitCode()).isZero();
    assertThat(database.column("SELECT concat_ws(' ', name, schema, history) FROM p"))
        .containsExactly("it's public flyway_schema_history", "${name}");
  }

  @Test
  void takesOtherMarksForPlaceholdersFromTheFile() throws Exception {
    runner
        .script("V1__p.sql", "CREATE TABLE p AS SELECT '@{name}@ ${name}' AS name;")
        .script(
            "flyway.toml",
            """
            [flyway]
            placeholderPrefix = "@{"
            placeholderSuffix = "}@"
            [flyway.placeholders]
            name = "x"
            """);
    migrated();
    assertThat(database.value("SELECT name FROM p")).isEqualTo("x ${name}");
  }

  @Test
  void makesTheSchemasThatItManages() throws Exception {
    runner.script("V1__t.sql", "CREATE TABLE t (id int); CREATE TABLE billing.u (id int);");
    assertThat(runner.migrate("--schemas", "orders,billing", "--table", "Past").exitCode())
        .isZero();
    assertThat(
            database.column(
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                    + " WHERE schemaname IN ('orders', 'billing', 'public') ORDER BY 1"))
        .containsExactly("billing.u", "orders.Past", "orders.t");
    var waited =
        runner.call("wait", "--revision", "1", "--schemas", "orders,billing", "--table", "Past");
    assertThat(waited.exitCode()).as(waited.err()).isZero();
  }

  @Test
  void locksTheHistoryThatItIsTold() throws Exception {
    runner.tables(1);
    var past = 0x466C_7977_6179L + "\"public\".\"Past\"".hashCode();
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + past + ")");
      var blocked = runner.migrate("--table", "Past", "--queue-timeout", "100ms");
      assertThat(blocked.report().error().reason()).isEqualTo(Failure.LockHeld);
      migrated();
    }
  }

  @Test
  void keepsTheHistoryInTheDefaultSchemaOfTheFile() throws Exception {
    runner
        .script("V1__t.sql", "CREATE TABLE t (id int);")
        .script("flyway.conf", "flyway.schemas=orders,billing\nflyway.defaultSchema=billing\n");
    migrated();
    assertThat(
            database.column(
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                    + " WHERE schemaname IN ('orders', 'billing') ORDER BY 1"))
        .containsExactly("billing.flyway_schema_history", "billing.t");
    assertThat(runner.call("wait", "--revision", "1").exitCode()).isZero();
  }

  @Test
  void runsALateMigrationOnlyOutOfOrder() throws Exception {
    runner.tables(1, 3);
    migrated();
    runner.tables(2);
    assertThat(runner.migrate().exitCode()).isEqualTo(65);
    assertThat(runner.migrate("--out-of-order").exitCode()).isZero();
    assertThat(tables()).containsExactly("t1", "t2", "t3");
  }

  @Test
  void passesOverWhatItIsToldToIgnore() throws Exception {
    runner.tables(1, 2, 3);
    migrated();
    Files.delete(folder.resolve("sql/V2__table_2.sql"));
    runner.tables(4);
    assertThat(runner.migrate().exitCode()).isEqualTo(65);
    var result = runner.migrate("--ignore-migration-patterns", "*:missing,*:future");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tables()).contains("t4");
  }

  @Test
  void readsOtherCharacterSets() throws Exception {
    Files.write(
        folder.resolve("sql/V1__c.sql"),
        "CREATE TABLE c AS SELECT 'é' AS letter;".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(
        folder.resolve("sql/V2__c.sql"),
        "INSERT INTO c VALUES ('è');".getBytes(StandardCharsets.UTF_8));
    runner.script("V2__c.sql.conf", "encoding=UTF-8");
    var result = runner.migrate("--encoding", "ISO-8859-1");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT letter FROM c")).containsExactly("é", "è");
  }

  @Test
  void mixesStatementsOnlyWhenTold() throws Exception {
    runner.script(
        "V1__mixed.sql", "CREATE TABLE t (id int); CREATE INDEX CONCURRENTLY i ON t (id);");
    assertThat(runner.migrate().exitCode()).isEqualTo(65);
    assertThat(tables()).isEmpty();
    assertThat(runner.migrate("--mixed").exitCode()).isZero();
    assertThat(tables()).containsExactly("t");
  }

  @Test
  void putsAllIntoOneTransactionWhenTold() throws Exception {
    runner
        .tables(1)
        .script("V2__broken.sql", "SELECT 1/0;")
        .script("flyway.conf", "flyway.group=true");
    var result = runner.migrate();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(tables()).isEmpty();
    assertThat(result.report().revision()).isNull();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void buildsAnIndexWhileAnotherTransactionIsOpen() throws Exception {
    runner.tables(1);
    migrated();
    runner.script("V2__index.sql", "CREATE INDEX CONCURRENTLY t1_id ON t1 (id);");
    try (var other = database.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t1 VALUES (1)");
      var process = runner.start("--lock-timeout", "30s");
      database.await(
          "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%'"
              + " AND wait_event_type = 'Lock'");
      other.commit();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(database.column("SELECT indexname FROM pg_indexes WHERE tablename = 't1'"))
        .containsExactly("t1_id");
  }

  @Test
  void takesMigrationsFromSeveralFolders() throws Exception {
    runner.tables(1);
    Runner.write(folder.resolve("more/deep/V2__two.sql"), "CREATE TABLE t2 (id int); SELECT 1/0;");
    var both = folder.resolve("sql") + "," + folder.resolve("more");
    var result = runner.migrate("--location", both);
    assertThat(result.report().error().file()).isEqualTo("deep/V2__two.sql");
    Runner.write(folder.resolve("more/deep/V2__two.sql"), "CREATE TABLE t2 (id int);");
    assertThat(runner.migrate("--location", both).exitCode()).isZero();
    assertThat(tables()).containsExactly("t1", "t2");
  }

  @Test
  void looksAtNamesWhenTold() throws Exception {
    runner.tables(1).script("notes.sql", "SELECT 1;");
    migrated();
    runner.script("flyway.conf", "flyway.validateMigrationNaming=true");
    var result = runner.migrate();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(result.report().error().message()).contains("notes.sql");
  }

  @Test
  void leavesCallbacksOutWhenTold() throws Exception {
    runner
        .tables(1)
        .script("afterMigrate.sql", "SELECT 1/0;")
        .script("flyway.conf", "flyway.skipDefaultCallbacks=true");
    migrated();
  }

  @Test
  void saysWhichFileIsNotInItsCharacterSet() throws Exception {
    runner.tables(1);
    Files.write(
        folder.resolve("sql/V2__c.sql"), "SELECT 'é';".getBytes(StandardCharsets.ISO_8859_1));
    var result = runner.migrate();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(result.err())
        .contains("V2__c.sql: not written in UTF-8. Name its character set (encoding)")
        .doesNotContain("does not answer");
  }

  @Test
  void saysOfASettingThatFlywayCantRead() {
    runner.tables(1);
    for (var line : List.of("flyway.group=maybe", "flyway.ignoreMigrationPatterns=*:nowhere")) {
      var error = runner.script("flyway.conf", line).migrate().report().error();
      assertThat(error.reason()).isEqualTo(Failure.InvalidConfiguration);
      assertThat(error.message()).containsAnyOf("maybe", "nowhere");
    }
  }

  @Test
  void runsWithNothingButFlywaysOwnVariables() throws Exception {
    runner.tables(1);
    var environment =
        Map.of(
            "FLYWAY_URL",
            "jdbc:postgresql://localhost:" + database.port() + "/" + database.name(),
            "FLYWAY_USER",
            "postgres",
            "FLYWAY_LOCATIONS",
            "filesystem:" + folder.resolve("sql"),
            "FLYWAY_CONNECT_RETRIES",
            "60");
    var result = new Runner(folder, environment).call("migrate");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("warning: connectRetries");
    assertThat(tables()).containsExactly("t1");
  }

  private void migrated() {
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private static String told(String what) {
    return "INSERT INTO told (what) VALUES ('" + what + "');";
  }

  private List<String> tables() throws Exception {
    return database.column(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
            + " 'flyway_schema_history' ORDER BY 1");
  }
}

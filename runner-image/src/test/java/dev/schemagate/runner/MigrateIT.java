package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  void goesToAVersionAndThenToHead() throws Exception {
    runner.tables(1, 2, 3);

    var first = runner.migrate("--target", "2");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("[2/2] running V2__table_2.sql");
    assertThat(first.report())
        .isEqualTo(
            new RunReport(
                "flyway",
                Outcome.Applied,
                "2",
                "3",
                "2",
                null,
                List.of("2", "1"),
                null,
                2,
                0,
                1,
                null));
    assertThat(tables()).containsExactly("t1", "t2");

    var second = runner.migrate();
    assertThat(second.exitCode()).isZero();
    assertThat(second.report())
        .isEqualTo(
            new RunReport(
                "flyway",
                Outcome.Applied,
                "3",
                "3",
                "3",
                "2",
                List.of("3", "2", "1"),
                null,
                1,
                0,
                0,
                null));
    assertThat(tables()).containsExactly("t1", "t2", "t3");
    assertThat(second.out())
        .contains("connected to 127.0.0.1:" + database.port() + "/" + database.name())
        .contains("running V3__table_3.sql")
        .contains("applied V3__table_3.sql in ")
        .doesNotContain("V2__table_2.sql");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void findsNothingToDoTheSecondTime() {
    runner.tables(1).migrate();
    var again = runner.migrate();
    assertThat(again.exitCode()).isZero();
    assertThat(again.report().outcome()).isEqualTo(Outcome.UpToDate);
    assertThat(again.report().appliedCount()).isZero();
    assertThat(again.out()).contains("nothing to do; the database is at 1");
  }

  @Test
  void needsNoSecondSessionWhenThereIsNothingToRun() throws Exception {
    var role = "single_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN; GRANT ALL ON SCHEMA public TO " + role);
    assertThat(runner.tables(1).migrate("--user", role).exitCode()).isZero();
    database.execute("ALTER ROLE " + role + " CONNECTION LIMIT 1");
    assertThat(runner.migrate("--user", role).report().outcome()).isEqualTo(Outcome.UpToDate);
    assertThat(runner.tables(2).migrate("--user", role).exitCode())
        .as("proven by a second")
        .isNotZero();
  }

  @Test
  void runsCallbacksAlsoWhenNothingIsPending() throws Exception {
    runner.tables(1).migrate();
    runner.script("afterMigrate__count.sql", "CREATE TABLE IF NOT EXISTS after (id int)").migrate();
    assertThat(tables()).contains("after");
  }

  @Test
  void writesVersionsAsTheHistoryDoes() {
    runner.script("V20261120_2__orders.sql", "SELECT 1");
    assertThat(runner.migrate("--target", "V20261120_2").report().revision())
        .isEqualTo("20261120.2");
  }

  @Test
  void acceptsADatabaseThatKnowsMore() throws Exception {
    runner.tables(1, 2, 3).migrate();
    Files.delete(folder.resolve("sql/V3__table_3.sql"));
    var older = runner.migrate();
    assertThat(older.exitCode()).isZero();
    assertThat(older.report())
        .isEqualTo(
            new RunReport(
                "flyway",
                Outcome.UpToDate,
                "3",
                "2",
                "2",
                "3",
                List.of("3", "2", "1"),
                null,
                0,
                0,
                0,
                null));
  }

  @Test
  void runsRepeatableMigrationsAloneAndWithOthers() throws Exception {
    runner.script("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
    var alone = runner.migrate();
    assertThat(alone.exitCode()).isZero();
    assertThat(alone.report().revision()).isNull();
    assertThat(alone.report().appliedCount()).isEqualTo(1);
    assertThat(runner.tables(1).migrate().report().revision()).isEqualTo("1");
    assertThat(database.value("SELECT one FROM v")).isEqualTo("1");
  }

  @Test
  void fillsPlaceholdersAndNeverShowsThem() throws Exception {
    runner
        .script("V1__t.sql", "CREATE TABLE ${name} (id int DEFAULT ${number})")
        .script("V2__bad.sql", "SELECT '${hidden}'::int");
    var result =
        runner
            .with("SCHEMAGATE_PLACEHOLDERS", "{\"name\":\"n\",\"hidden\":\"hunter2\"}")
            .migrate("--placeholder", "number=4", "--placeholder", "name=flagged");
    assertThat(database.column("SELECT tablename FROM pg_tables WHERE tablename = 'flagged'"))
        .hasSize(1);
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(result.report().error().message()).contains("\"***\"");
    assertThat(result.out() + result.err()).doesNotContain("hunter2");
  }

  @Test
  void readsMigrationsFromAMountedConfigMap() throws Exception {
    var mount = folder.resolve("mount");
    Runner.write(mount.resolve("..2026_11_21/V1__t.sql"), "CREATE TABLE t (id int)");
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_11_21"));
    Files.createSymbolicLink(mount.resolve("V1__t.sql"), Path.of("..data/V1__t.sql"));
    var result = runner.with("SCHEMAGATE_LOCATION", mount.toString()).migrate();
    assertThat(result.err()).isEmpty();
    assertThat(result.report().applied()).containsExactly("1");
  }

  @Test
  void readsTheSecretAsItIsMounted() throws Exception {
    var secret = folder.resolve("secret");
    Runner.write(
        secret.resolve("uri"), "postgresql://postgres:x@db.invalid:1/" + database.name() + "\n");
    Runner.write(secret.resolve("host"), "127.0.0.1\n");
    Runner.write(secret.resolve("port"), Integer.toString(database.port()));
    var bare =
        new Runner(
            folder,
            Map.of(
                "SCHEMAGATE_SECRET_DIR", secret.toString(),
                "SCHEMAGATE_LOCATION", folder.resolve("sql").toString(),
                "SCHEMAGATE_TERMINATION_LOG", folder.resolve("report").toString()));
    assertThat(bare.tables(1).migrate().exitCode()).isZero();
    assertThat(tables()).containsExactly("t1");
  }

  @Test
  void endsAsItDidEvenWhenItsReportCanNotBeWritten() {
    var result = runner.tables(1).with("SCHEMAGATE_TERMINATION_LOG", "/not/there/log");
    assertThat(result.exitCodeAlone()).isZero();
  }

  private List<String> tables() throws Exception {
    return database.column(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
            + " 'flyway_schema_history' ORDER BY 1");
  }
}

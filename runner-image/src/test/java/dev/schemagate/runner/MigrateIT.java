package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    assertThat(first.report())
        .isEqualTo(
            new RunReport(
                "flyway", Outcome.Applied, "2", "3", "2", null, List.of("2", "1"), 2, 1, null));
    assertThat(tables()).containsExactly("t1", "t2");

    var second = runner.migrate();
    assertThat(second.exitCode()).isZero();
    assertThat(second.report())
        .isEqualTo(
            new RunReport(
                "flyway", Outcome.Applied, "3", "3", "3", "2", List.of("3", "2", "1"), 1, 0, null));
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
    assertThat(again.out()).contains("nothing to apply; the database is at 1");
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
  @Timeout(60)
  void createsIndexesConcurrently() throws Exception {
    runner
        .tables(1)
        .script("V2__index.sql", "CREATE INDEX CONCURRENTLY t1_id ON t1 (id);")
        .script("V3__more.sql", "CREATE TABLE x (id int); CREATE INDEX CONCURRENTLY y ON x (id);")
        .script("V3__more.sql.conf", "executeInTransaction=false");
    assertThat(runner.migrate().exitCode()).isZero();
    assertThat(
            database.column(
                "SELECT indexname FROM pg_indexes WHERE schemaname='public' ORDER BY 1"))
        .contains("t1_id", "y");
  }

  @Test
  void takesOnTheRoleThatOwnsTheObjects() throws Exception {
    database.execute("CREATE ROLE \"Owner of orders\" NOLOGIN");
    database.execute("GRANT CREATE ON SCHEMA public TO \"Owner of orders\"");
    runner
        .tables(1)
        .script("V2__reset.sql", "RESET ALL; CREATE TABLE after_reset (id int);")
        .migrate("--role", "Owner of orders");
    assertThat(
            database.column(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("Owner of orders");
    assertThat(tables()).contains("after_reset", "t1");
    database.execute("DROP OWNED BY \"Owner of orders\"; DROP ROLE \"Owner of orders\"");
  }

  @Test
  void keepsItsSettingsWhateverTheRoleHas() throws Exception {
    database.execute("CREATE ROLE hasty SUPERUSER LOGIN");
    database.execute("ALTER ROLE hasty SET statement_timeout = '1ms'");
    database.execute("ALTER ROLE hasty SET idle_in_transaction_session_timeout = '1s'");
    runner.script(
        "V1__shown.sql",
        """
        CREATE TABLE shown AS
        SELECT current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')
          || ' ' || current_setting('idle_in_transaction_session_timeout')
          || ' ' || current_setting('client_connection_check_interval')
          || ' ' || current_setting('application_name') AS settings;
        """);
    var result =
        runner
            .with("SCHEMAGATE_APPLICATION_NAME", "schemagate/shop/orders")
            .migrate("--user", "hasty", "--lock-timeout", "7s");
    assertThat(result.exitCode()).isZero();
    assertThat(database.value("SELECT settings FROM shown"))
        .isEqualTo("0 7s 0 1s schemagate/shop/orders");
    database.execute("DROP OWNED BY hasty; DROP ROLE hasty");
  }

  @Test
  void keepsItsHistoryInTheFirstSchema() throws Exception {
    runner.script("V1__t.sql", "CREATE TABLE t (id int)").migrate("--schemas", "orders, billing");
    assertThat(
            database.column(
                "SELECT schemaname FROM pg_tables WHERE tablename IN"
                    + " ('t', 'flyway_schema_history')"))
        .containsExactly("orders", "orders");
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

  @Test
  void runsCopyFromStdin() throws Exception {
    runner.script("V1__copy.sql", "CREATE TABLE c (id int);\nCOPY c FROM STDIN;\n1\n2\n\\.\n");
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.value("SELECT count(*) FROM c")).isEqualTo("2");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void leavesNoSessionBehind() throws Exception {
    runner.tables(1).migrate();
    database.await(
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name ="
            + " 'schemagate' AND datname = current_database())");
  }

  private List<String> tables() throws Exception {
    return database.column(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
            + " 'flyway_schema_history' ORDER BY 1");
  }
}

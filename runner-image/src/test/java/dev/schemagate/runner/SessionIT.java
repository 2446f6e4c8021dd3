package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a session is and what it leaves to its migrations. */
class SessionIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
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

package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a script broke, and what that left behind. */
class BrokenScriptIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1);
  }

  @Test
  void namesFileAndLineOfTheStatementThatFailed() throws Exception {
    runner.script(
        "orders/V2__orders.sql",
        """
        -- a table
        CREATE TABLE orders (id int PRIMARY KEY);

        INSERT INTO orders VALUES (1);
        INSERT INTO orders
        VALUES (1);
        """);
    var result = runner.migrate();
    var error = result.report().error();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(error.reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(error.revision()).isEqualTo("2");
    assertThat(error.file()).isEqualTo("orders/V2__orders.sql");
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.sqlState()).isEqualTo("23505");
    assertThat(error.message()).startsWith("duplicate key value");
    assertThat(error.detail()).isEqualTo("Key (id)=(1) already exists.");
    assertThat(error.remedy())
        .isEqualTo(
            "It was rolled back; correct the file and run again. V1__table_1.sql stays applied");
    assertThat(result.err())
        .contains("orders/V2__orders.sql:5: duplicate key value")
        .contains("Key (id)=(1) already exists. It was rolled back");
    assertThat(result.report().revision()).isEqualTo("1");
    assertThat(result.report().appliedCount()).isEqualTo(1);
    assertThat(result.report().pending()).isEqualTo(1);
    assertThat(database.column("SELECT tablename FROM pg_tables WHERE tablename = 'orders'"))
        .isEmpty();
  }

  @Test
  void namesTheLineThatPostgreSqlPointsAt() {
    runner.script(
        "V2__syntax.sql",
        """
        CREATE TABLE ok (id int);

        -- é: what a position counts is characters
        CREATE TABLE orders (
          id int,
          total nummeric
        );
        """);
    var error = runner.migrate().report().error();
    assertThat(error.line()).isEqualTo(6);
    assertThat(error.sqlState()).isEqualTo("42704");
  }

  @Test
  void namesTheLineOfASyntaxError() {
    runner.script("V2__syntax.sql", "SELECT 1;\nSELECT 2;\n\n\nSELEKT 3;\n");
    var error = runner.migrate().report().error();
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.sqlState()).isEqualTo("42601");
  }

  @Test
  void namesTheInvalidIndexThatAFailedOneLeavesBehind() throws Exception {
    runner
        .script("V2__rows.sql", "INSERT INTO t1 VALUES (1), (1)")
        .script("V3__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY \"T1 id\" ON t1 (id)");
    var remedy = runner.migrate().report().error().remedy();
    assertThat(remedy)
        .contains("what it did before stays")
        .contains("INVALID")
        .contains("DROP INDEX CONCURRENTLY public.\"T1 id\"")
        .endsWith("V1__table_1.sql ... V2__rows.sql (2) stay applied");
    database.execute("DROP INDEX CONCURRENTLY public.\"T1 id\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2, ^nope; SELECT 3",
        "SELECT 1;\n\t SELECT\t2, ^nope;\n",
        "SELECT 1; /* a */ SELECT /* b */ ^nope; -- c",
        "-- a\n  /* b\n  */ SELECT ^nope, 'é😀';",
        "SELECT 'é😀', ^nope",
        "SELECT 1;\r\n  SELECT 2,\r\n    ^nope;\r\n",
        "SELECT 1; SELECT 2,\n ^nope",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  ^SELEKT 1;\nEND $$;",
      })
  void namesTheCharacterThatPostgreSqlPointsAt(String marked) {
    runner.script("V2__x.sql", marked.replace("^", ""));
    var error = runner.migrate().report().error();
    var before = marked.substring(0, marked.indexOf('^'));
    var line = before.substring(before.lastIndexOf('\n') + 1);
    assertThat(error.line()).isEqualTo((int) before.chars().filter(c -> c == '\n').count() + 1);
    assertThat(error.column()).isEqualTo(line.codePointCount(0, line.length()) + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '${value}', nope",
        "SELECT\n '${value}', nope",
        "SELECT ${value}; SELECT 4, nope",
        "SELECT nope; SELECT nope",
      })
  void namesNoCharacterThatItIsNotSureOf(String script) {
    runner.script("V2__x.sql", script);
    var error = runner.migrate("--placeholder", "value=4").report().error();
    assertThat(error.line()).isNotNull();
    assertThat(error.column()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DO $$\nBEGIN\n  PERFORM 1;\n  PERFORM 1/0;^\nEND $$",
        "DO LANGUAGE plpgsql $x$ BEGIN\n  PERFORM f();^\nEND $x$",
      })
  void namesTheLineInADoBlock(String marked) {
    var function =
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN RETURN 1/0; END $$;\n\n";
    runner.script("V2__do.sql", function + "-- why\n" + marked.replace("^", ""));
    var error = runner.migrate().report().error();
    var before = function + "\n" + marked.substring(0, marked.indexOf('^'));
    assertThat(error.line()).isEqualTo((int) before.chars().filter(c -> c == '\n').count() + 1);
    assertThat(error.message())
        .isEqualTo(
            marked.contains("f()")
                ? "division by zero (in function f(), line 2)"
                : "division by zero (in the DO block, line 4)");
  }

  @Test
  void saysThatAStampStays() throws Exception {
    database.execute("CREATE TABLE t1 (id int)");
    var result = runner.script("V2__x.sql", "SELECT 1/0").migrate("--adopt", "1");
    assertThat(result.out()).contains("[1/1] running V2__x.sql");
    assertThat(result.report().error().remedy())
        .endsWith("The stamp of 1 stays; nothing else was run");
    assertThat(result.report().revision()).isEqualTo("1");
  }

  @Test
  void triesAgainWhatWaitedTooLongForALock() throws Exception {
    runner.migrate();
    runner.script("V2__alter.sql", "ALTER TABLE t1 ADD x int");
    try (var other = database.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM t1");
      var result = runner.migrate("--lock-timeout", "50ms");
      assertThat(result.report().error().reason()).isEqualTo(Failure.LockTimeout);
      assertThat(result.exitCode()).isEqualTo(75);
      assertThat(result.report().error().remedy())
          .startsWith("It was rolled back and can be run again. ");
    }
    assertThat(runner.migrate().exitCode()).isZero();
  }

  @Test
  void doesNotTryAgainWhatMayBeHalfDone() throws Exception {
    runner.migrate();
    runner
        .script("V2__alter.sql", "CREATE TABLE half (id int); ALTER TABLE t1 ADD x int")
        .script("V2__alter.sql.conf", "executeInTransaction=false");
    try (var other = database.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM t1");
      var result = runner.migrate("--lock-timeout", "50ms");
      assertThat(result.report().error().reason()).isEqualTo(Failure.MigrationFailed);
      assertThat(result.report().error().sqlState()).isEqualTo("55P03");
      assertThat(result.exitCode()).isEqualTo(65);
    }
  }

  @Test
  void saysWhenTheServerEndsTheSession() {
    runner.script("V2__end.sql", "SELECT pg_terminate_backend(pg_backend_pid())");
    var result = runner.migrate();
    assertThat(result.report().error().reason()).isEqualTo(Failure.ConnectionLost);
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.report().revision()).isEqualTo("1");
  }

  @Test
  void doesNotBelieveAnEngineThatSaysItIsDone() {
    runner.script("afterMigrate.sql", "DELETE FROM flyway_schema_history WHERE version = '1'");
    var result = runner.migrate();
    assertThat(result.report().error().reason()).isEqualTo(Failure.NotProven);
    assertThat(result.exitCode()).isEqualTo(65);
  }

  @Test
  void namesTheCallbackThatFailed() {
    var result = runner.script("afterMigrate.sql", "SELECT 1;\nSELECT 1/0;").migrate();
    var error = result.report().error();
    assertThat(error.reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(error.file()).isEqualTo("afterMigrate.sql");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.sqlState()).isEqualTo("22012");
    assertThat(result.report().revision()).isEqualTo("1");
  }

  @Test
  void countsOnlyWhatWasCommitted() throws Exception {
    var result =
        runner
            .script(
                "V2__deferred.sql",
                """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE b (id int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO b VALUES (1);
                """)
            .migrate();
    var error = result.report().error();
    assertThat(error.reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(error.sqlState()).isEqualTo("23503");
    assertThat(error.file()).isEqualTo("V2__deferred.sql");
    assertThat(result.report().revision()).isEqualTo("1");
    assertThat(result.report().appliedCount()).isEqualTo(1);
    assertThat(result.out()).doesNotContain("applied V2");
  }
}

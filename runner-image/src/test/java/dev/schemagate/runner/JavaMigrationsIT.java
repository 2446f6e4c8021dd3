package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations and callbacks in Java, in jars beside the scripts. */
class JavaMigrationsIT {
  private static final String FILL =
      """
      package db.migration;

      import org.flywaydb.core.api.migration.BaseJavaMigration;
      import org.flywaydb.core.api.migration.Context;

      public class V2__Fill extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
          try (var statement = context.getConnection().createStatement()) {
            %s
          }
        }
      }
      """;

  private static final String CALLBACK =
      """
      package db.callback;

      import org.flywaydb.core.api.callback.BaseCallback;
      import org.flywaydb.core.api.callback.Context;
      import org.flywaydb.core.api.callback.Event;

      public class Told extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
          return event == Event.%s;
        }

        @Override
        public void handle(Event event, Context context) {
          %s
        }
      }
      """;

  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;
  private TestJar jar;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1, 3);
    jar = new TestJar(folder);
  }

  @Test
  void runsBetweenTheScripts() throws Exception {
    jar.source("db/migration/V2__Fill.java", FILL.formatted(sql("INSERT INTO t1 VALUES (7)")))
        .write(folder.resolve("sql/fill.jar"));
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("7");
    assertThat(database.column("SELECT version || type FROM flyway_schema_history ORDER BY 1"))
        .containsExactly("1SQL", "2JDBC", "3SQL");
    assertThat(result.report().revision()).isEqualTo("3");
    assertThat(runner.migrate().report().appliedCount()).isZero();
  }

  @Test
  void mayBringItsScriptsAndItsLibraries() throws Exception {
    jar.source("lib/Value.java", "package lib; public class Value { public static int of = 8; }")
        .write(folder.resolve("sql/lib/value.jar"));
    var migration = new TestJar(folder.resolve("second"));
    migration
        .source("db/migration/V2__Fill.java", FILL.formatted(reflected()))
        .resource("db/migration/V4__more.sql", "INSERT INTO t3 VALUES (4);")
        .write(folder.resolve("sql/fill.jar"));
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("8");
    assertThat(database.column("SELECT id FROM t3")).containsExactly("4");
  }

  @Test
  void takesPackagesAndJarsThatTheFileNames() throws Exception {
    var fill = FILL.formatted(sql("INSERT INTO t1 VALUES (5)"));
    jar.source("shop/V2__Fill.java", fill.replace("package db.migration", "package shop"))
        .write(folder.resolve("jars/fill.jar"));
    var file = folder.resolve("my.conf");
    Runner.write(
        file,
        "flyway.locations=filesystem:%s,classpath:shop\nflyway.jarDirs=%s\n"
            .formatted(folder.resolve("sql"), folder.resolve("jars")));
    var result = runner.with("SCHEMAGATE_LOCATION", "").migrate("--config", file.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("5");
  }

  @Test
  void takesAJarWithoutEntriesForItsFolders() throws Exception {
    jar.source("db/migration/V2__Fill.java", FILL.formatted(sql("INSERT INTO t1 VALUES (7)")))
        .withoutFolders()
        .write(folder.resolve("sql/fill.jar"));
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("7");
  }

  @Test
  void namesTheScriptInTheJarThatFailed() throws Exception {
    jar.resource("db/migration/V2__broken.sql", "SELECT 1;\nSELECT 1/0;")
        .write(folder.resolve("sql/fill.jar"));
    var error = runner.migrate().report().error();
    assertThat(error.inWords()).startsWith("db/migration/V2__broken.sql:2: division by zero");
  }

  @Test
  void namesTheCallbackThatThrew() throws Exception {
    jar.source(
            "db/callback/Told.java",
            CALLBACK.formatted("AFTER_MIGRATE", "throw new IllegalStateException(\"no\");"))
        .write(folder.resolve("sql/told.jar"));
    var error = runner.migrate().report().error();
    assertThat(error.inWords()).startsWith("db.callback.Told:15: IllegalStateException: no");
  }

  @Test
  void callsBackIntoJava() throws Exception {
    jar.source(
            "db/callback/Told.java",
            CALLBACK.formatted(
                "AFTER_EACH_MIGRATE",
                """
                try (var statement = context.getConnection().createStatement()) {
                  statement.execute("INSERT INTO t1 VALUES (9)");
                } catch (java.sql.SQLException e) {
                  throw new IllegalStateException(e);
                }
                """))
        .write(folder.resolve("sql/told.jar"));
    var result = runner.migrate();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(database.column("SELECT id FROM t1")).containsExactly("9", "9");
    assertThat(result.out()).contains("applied V3__table_3.sql");
  }

  @Test
  void isNeverUndone() throws Exception {
    jar.source("db/migration/V2__Fill.java", FILL.formatted(sql("INSERT INTO t1 VALUES (7)")))
        .write(folder.resolve("sql/fill.jar"));
    runner.script("U3__table_3.sql", "DROP TABLE t3;").migrate();
    var error = runner.migrate("--target", "1", "--allow-downgrade").report().error();
    assertThat(error.reason()).isEqualTo(Failure.IrreversibleMigration);
    assertThat(error.inWords()).contains("db.migration.V2__Fill");
    assertThat(database.column("SELECT to_regclass('t3')::text")).containsExactly("t3");
  }

  @Test
  void namesTheLineOfTheClassThatThrew() throws Exception {
    jar.source(
            "db/migration/V2__Fill.java",
            FILL.formatted("throw new IllegalStateException(\"no rates for 2026\");"))
        .write(folder.resolve("sql/fill.jar"));
    var result = runner.migrate();
    var error = result.report().error();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(error.reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(error.revision()).isEqualTo("2");
    assertThat(error.file()).isEqualTo("db.migration.V2__Fill");
    assertThat(error.line()).isEqualTo(10);
    assertThat(error.message()).isEqualTo("IllegalStateException: no rates for 2026");
    assertThat(error.remedy())
        .isEqualTo(
            "It was rolled back; correct the file and run again. V1__table_1.sql stays applied");
    assertThat(result.report().revision()).isEqualTo("1");
    assertThat(result.err().lines().filter(line -> line.startsWith("\tat")))
        .singleElement()
        .asString()
        .contains("V2__Fill.migrate(V2__Fill.java:10)");
  }

  @Test
  void leavesNothingOfAMigrationThatEndedInAnError() throws Exception {
    jar.source(
            "db/migration/V2__Fill.java",
            FILL.formatted(
                sql("INSERT INTO t1 VALUES (7)") + " throw new AssertionError(\"odd\");"))
        .write(folder.resolve("sql/fill.jar"));
    var result = runner.migrate();
    assertThat(result.report().error().reason()).isEqualTo(Failure.MigrationFailed);
    assertThat(result.report().error().message()).isEqualTo("AssertionError: odd");
    assertThat(result.report().error().file()).isEqualTo("db.migration.V2__Fill");
    assertThat(database.column("SELECT id FROM t1")).isEmpty();
  }

  @Test
  void saysWhatPostgreSqlSaidToTheClass() throws Exception {
    jar.source("db/migration/V2__Fill.java", FILL.formatted(sql("INSERT INTO t1 VALUES (1/0)")))
        .write(folder.resolve("sql/fill.jar"));
    var error = runner.migrate().report().error();
    assertThat(error.file()).isEqualTo("db.migration.V2__Fill");
    assertThat(error.line()).isEqualTo(10);
    assertThat(error.message()).isEqualTo("division by zero");
    assertThat(error.sqlState()).isEqualTo("22012");
  }

  private static String sql(String sql) {
    return "statement.execute(\"" + sql + "\");";
  }

  private static String reflected() {
    return "statement.execute(\"INSERT INTO t1 VALUES (\" +"
               + " Thread.currentThread().getContextClassLoader().loadClass(\"lib.Value\").getField(\"of\").getInt(null)"
               + " + \")\");";
  }
}

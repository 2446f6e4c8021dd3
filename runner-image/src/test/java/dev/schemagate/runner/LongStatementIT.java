package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of statements that take long. */
@Timeout(60)
class LongStatementIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1);
    runner.migrate();
  }

  @Test
  void saysWhoBlocksTheStatement() throws Exception {
    runner.script(
        "V2__alter.sql",
        "SELECT 1;\n-- why\nALTER TABLE t1\n  ADD password text DEFAULT 'hunter2';");
    Process run;
    try (var other = transaction("reports")) {
      other.createStatement().execute("LOCK t1 IN ACCESS SHARE MODE");
      run = runner.start("--lock-timeout", "0");
      var said = awaitOutput("still running");
      assertThat(said)
          .contains("[1/1] running V2__alter.sql")
          .containsPattern(
              "still running V2__alter.sql:3 after [34] s: waits for pid "
                  + pid(other)
                  + ", application \"reports\", from 127.0.0.1, idle in transaction since 20")
          .doesNotContain("hunter2");
    }
    assertThat(run.waitFor()).isZero();
    assertThat(Files.readString(runner.output().toPath()))
        .containsOnlyOnce("still running")
        .contains("applied V2__alter.sql in ");
  }

  @Test
  void saysWhoBlockedAStatementThatALockTimeoutEnded() throws Exception {
    runner.script("V2__alter.sql", "ALTER TABLE t1 ADD x int");
    try (var other = transaction("reports")) {
      other.createStatement().execute("LOCK t1 IN ACCESS SHARE MODE");
      var result = runner.migrate("--lock-timeout", "1s");
      assertThat(result.report().error().reason()).isEqualTo(Failure.LockTimeout);
      assertThat(result.report().error().remedy())
          .contains(
              "can be run again. It waited for pid "
                  + pid(other)
                  + ", application \"reports\", from 127.0.0.1, idle in transaction since 20")
          .contains("end it with SELECT pg_terminate_backend(" + pid(other) + ")");
      assertThat(result.out()).doesNotContain("still running");
    }
  }

  @Test
  void saysWhatConcurrentIndexesWaitFor() throws Exception {
    runner.script("V2__index.sql", "CREATE INDEX CONCURRENTLY t1_id ON t1 (id)");
    Process run;
    try (var other = transaction("reports")) {
      other.createStatement().execute("INSERT INTO t1 VALUES (1)");
      run = runner.start();
      assertThat(awaitOutput("still running"))
          .containsPattern(
              "still running V2__index.sql:1 after [34] s: waiting for writers before build, 0 of 1"
                  + " sessions; waits for pid "
                  + pid(other)
                  + ", application \"reports\", from 127.0.0.1, idle in transaction");
    }
    assertThat(run.waitFor()).isZero();
  }

  @Test
  void looksAsWhoeverLogsInWhateverTheRole() throws Exception {
    database.execute("CREATE ROLE waiting LOGIN; CREATE ROLE owning");
    database.execute("GRANT owning TO waiting; ALTER TABLE t1 OWNER TO owning");
    database.execute("ALTER TABLE flyway_schema_history OWNER TO owning");
    runner.script("V2__alter.sql", "ALTER TABLE t1 ADD x int");
    try (var other = transaction("reports")) {
      other.createStatement().execute("LOCK t1 IN ACCESS SHARE MODE");
      var result = runner.migrate("--lock-timeout", "1s", "--user", "waiting", "--role", "owning");
      assertThat(result.report().error().remedy())
          .as("PostgreSQL shows a superuser's session by its process and application alone")
          .contains(". It waited for pid " + pid(other) + ", application \"reports\". ");
    } finally {
      database.execute("DROP OWNED BY owning; DROP ROLE waiting; DROP ROLE owning");
    }
  }

  private Connection transaction(String application) throws SQLException {
    var connection = database.connect();
    connection.setClientInfo("ApplicationName", application);
    connection.setAutoCommit(false);
    return connection;
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
  }

  private String awaitOutput(String text) throws Exception {
    while (true) {
      var output = Files.readString(runner.output().toPath());
      if (output.contains(text)) {
        return output;
      }
      Thread.sleep(10);
    }
  }
}

package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers and networks that end what is idle, or slow. */
@Timeout(60)
class IdleIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  void outlastsTheLimitsOfItsRole() throws Exception {
    database.execute("CREATE ROLE hurried SUPERUSER LOGIN");
    for (var limit :
        List.of(
            "idle_session_timeout",
            "idle_in_transaction_session_timeout",
            "transaction_timeout",
            "statement_timeout")) {
      database.execute(
          "ALTER ROLE hurried IN DATABASE " + database.name() + " SET " + limit + " = '900ms'");
    }
    runner.script("V1__slow.sql", "CREATE TABLE slow (id int); SELECT pg_sleep(1);");
    Process run;
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(77433833903597)");
      run = runner.start("--user", "hurried");
      // Idle between its attempts, the longest pause is 1 s.
      database.await(
          "SELECT 1 FROM pg_stat_activity WHERE application_name = 'schemagate' AND datname ="
              + " current_database() AND state = 'idle' AND now() - backend_start > '2 s'");
    }
    assertThat(run.waitFor()).as(Files.readString(runner.output().toPath())).isZero();
    database.execute("DROP OWNED BY hurried; DROP ROLE hurried");
  }

  @Test
  void saysEveryMinuteThatItIsThere() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "Linux shows such timers");
    runner.script("V1__slow.sql", "SELECT pg_sleep(60)");
    var run = runner.start();
    try {
      database.await(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE"
              + " '%pg_sleep%' AND pid <> pg_backend_pid()");
      var client =
          database.value(
              "SELECT client_port FROM pg_stat_activity WHERE application_name = 'schemagate' AND"
                  + " datname = current_database()");
      var seconds = List.<Long>of();
      // A socket that waits for the answer to its last byte shows that timer instead.
      while (seconds.size() < 2) {
        seconds = secondsToKeepalive(Integer.parseInt(client));
      }
      assertThat(seconds)
          .as("of the server's socket and the client's")
          .allMatch(second -> second <= 60);
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  /** From the kernel's tables: addresses in columns 1 and 2, the timer in column 5. */
  private static List<Long> secondsToKeepalive(int clientPort) throws Exception {
    var port = String.format(Locale.ROOT, ":%04X", clientPort);
    var all =
        Stream.concat(
            Files.readAllLines(Path.of("/proc/net/tcp")).stream(),
            Files.readAllLines(Path.of("/proc/net/tcp6")).stream());
    return all.map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns[1].endsWith(port) || columns[2].endsWith(port))
        .filter(columns -> columns[5].startsWith("02:"))
        .map(columns -> Long.parseLong(columns[5].substring(3), 16) / 100)
        .toList();
  }
}

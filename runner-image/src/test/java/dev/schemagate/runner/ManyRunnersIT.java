package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that all migrate at their start: one runs, the others find nothing to do. */
@Timeout(300)
class ManyRunnersIT {
  /** Flyway's key for "public"."flyway_schema_history". */
  private static final long KEY = 77433833903597L;

  @TempDir Path folder;
  private TestDatabase database;
  private final List<Runner> runners = new ArrayList<>();

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    Runner.of(folder, database)
        .script("V1__ran.sql", "CREATE TABLE ran (script text); INSERT INTO ran VALUES ('V1');")
        .script("V2__slow.sql", "INSERT INTO ran VALUES ('V2'); SELECT pg_sleep(0.5);")
        .script("V3__index.sql", "CREATE INDEX CONCURRENTLY ran_script ON ran (script);")
        .script("V4__last.sql", "INSERT INTO ran VALUES ('V4');")
        .script("R__always.sql", "INSERT INTO ran VALUES ('R');");
  }

  @Test
  void applyEachMigrationOnceWhenTheyStartAtOnce() throws Exception {
    finish(start(Soak.rounds(8, 20)));
  }

  /** The moment that matters: all of them ask for the lock of a database that is empty still. */
  @Test
  void applyEachMigrationOnceWhenTheyAllWaitForTheLock() throws Exception {
    List<Process> processes;
    try (var holder = database.connect();
        var statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      processes = start(20);
      database.await(
          "SELECT 1 FROM pg_stat_activity WHERE application_name = 'schemagate' AND datname ="
              + " current_database() AND query LIKE '%pg_%lock%' HAVING count(*) = 20");
    }
    finish(processes);
  }

  private void finish(List<Process> processes) throws Exception {
    for (int i = 0; i < runners.size(); i++) {
      var output = runners.get(i).output().toPath();
      assertThat(processes.get(i).waitFor()).as(() -> text(output)).isZero();
    }
    var reports = runners.stream().map(Runner::report).toList();
    assertThat(reports).extracting(RunReport::outcome).containsOnlyOnce(Outcome.Applied);
    assertThat(reports)
        .filteredOn(report -> report.outcome() == Outcome.UpToDate)
        .hasSize(runners.size() - 1)
        .allMatch(report -> report.appliedCount() == 0);
    assertThat(reports).extracting(RunReport::revision).containsOnly("4");
    assertThat(database.column("SELECT script FROM ran")).containsExactly("V1", "V2", "V4", "R");
    assertThat(
            database.column(
                "SELECT coalesce(version, 'R') || success FROM flyway_schema_history"
                    + " ORDER BY installed_rank"))
        .containsExactly("1true", "2true", "3true", "4true", "Rtrue");
    assertThat(database.column("SELECT tablename FROM pg_tables WHERE tablename LIKE '%history%'"))
        .containsExactly("flyway_schema_history");
    database.await(
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database"
            + " = (SELECT oid FROM pg_database WHERE datname = current_database()))");
  }

  private List<Process> start(int number) throws IOException {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < number; i++) {
      var runner =
          Runner.of(folder.resolve("runner" + i), database)
              .with("SCHEMAGATE_LOCATION", folder.resolve("sql").toString());
      runners.add(runner);
      processes.add(runner.start());
    }
    return processes;
  }

  private static String text(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

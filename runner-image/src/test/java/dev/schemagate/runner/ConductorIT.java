package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunReport.Outcome;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight real migrations, from a published package, that nobody wrote undo scripts for. */
class ConductorIT {
  private static final String MIGRATIONS = "/db/migration_postgres";

  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void migrations() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
    var uri = ConductorIT.class.getResource(MIGRATIONS).toURI();
    try (var jar = FileSystems.newFileSystem(uri, Map.of());
        var files = Files.list(jar.getPath(MIGRATIONS))) {
      for (var file : (Iterable<Path>) files::iterator) {
        runner.script(file.getFileName().toString(), Files.readString(file));
      }
    }
  }

  @Test
  void goUpInTwoRunsAndAreNotUndone() throws Exception {
    var plan = runner.call("plan", "--target", "+5");
    assertThat(plan.out()).contains("V1__initial_schema.sql", "V5__new_queue_message_pk.sql");
    assertThat(plan.out()).doesNotContain("V6__update_pk.sql");
    assertThat(runner.call("check").exitCode()).isEqualTo(1);

    var first = runner.migrate("--target", "+5");
    assertThat(first.report().revision()).isEqualTo("5");
    assertThat(first.report().appliedCount()).isEqualTo(5);
    assertThat(runner.call("status").out()).contains("V8__indexing.sql").contains("Pending");
    var second = runner.migrate();
    assertThat(second.report().outcome()).isEqualTo(Outcome.Applied);
    assertThat(second.report().revision()).isEqualTo("8");
    assertThat(runner.call("check").exitCode()).isZero();
    assertThat(runner.call("history").out()).contains("update pk");

    assertThat(runner.migrate("--target", "6").report().error().reason())
        .isEqualTo(Failure.DowngradeForbidden);
    var down = runner.migrate("--target", "-2", "--allow-downgrade");
    assertThat(down.exitCode()).isEqualTo(65);
    assertThat(down.report().error().reason()).isEqualTo(Failure.IrreversibleMigration);
    assertThat(down.report().error().message())
        .contains("write U8__indexing.sql")
        .contains("write U7__new_qm_index_desc_priority.sql");
    assertThat(down.report().revision()).isEqualTo("8");
    stock().validate();
  }

  @Test
  void areUndoneWhereSomeoneWritesHow() throws Exception {
    runner.migrate();
    runner.script("U8__indexing.sql", "DROP INDEX IF EXISTS idx_not_there;");
    var down = runner.migrate("--target", "-1", "--allow-downgrade");
    assertThat(down.report().outcome()).isEqualTo(Outcome.Downgraded);
    assertThat(down.report().undoneCount()).isEqualTo(1);
    assertThat(down.report().revision()).isEqualTo("7");
    assertThat(down.report().pending()).isEqualTo(1);
    assertThat(stock().info().current().getVersion()).hasToString("7");
  }

  @Test
  void areAdoptedWhereTheyWereRunWithoutAHistory() throws Exception {
    stock().migrate();
    database.execute("DROP TABLE flyway_schema_history");
    var refused = runner.migrate();
    assertThat(refused.report().error().reason()).isEqualTo(Failure.NotAdopted);
    var stamped = runner.call("stamp", "7");
    assertThat(stamped.report().outcome()).isEqualTo(Outcome.Stamped);
    assertThat(stamped.report().stamped()).isEqualTo("7");
    assertThat(stamped.report().applied()).containsExactly("7", "6", "5", "4", "3", "2", "1");
    assertThat(runner.call("stamp", "head").report().revision()).isEqualTo("8");
    assertThat(runner.migrate().report().outcome()).isEqualTo(Outcome.UpToDate);
    stock().validate();
  }

  private Flyway stock() {
    return Flyway.configure()
        .dataSource(
            "jdbc:postgresql://localhost:" + database.port() + "/" + database.name(),
            "postgres",
            "postgres")
        .locations("filesystem:" + folder.resolve("sql"))
        .load();
  }
}

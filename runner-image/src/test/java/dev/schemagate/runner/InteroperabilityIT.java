package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.runner.engine.Migration.Status;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway as it is reads what the engine wrote, and the other way round. */
class InteroperabilityIT {
  @TempDir Path folder;
  private FlywayBed bed;

  @BeforeEach
  void bed() throws Exception {
    bed =
        new FlywayBed(folder)
            .tables(1, 2, 3)
            .script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS x");
  }

  @Test
  void flywayReadsEveryRoundOfDownAndUp() {
    for (var round = 0; round < 3; round++) {
      bed.migrate("head");
      consistent("3", List.of());
      bed.downgrade("1");
      consistent("1", List.of("2", "3"));
      bed.migrate("2");
      consistent("2", List.of("3"));
      bed.downgrade("base");
      consistent(null, List.of("1", "2", "3"));
    }
  }

  @Test
  void flywayGoesUpFromADowngrade() throws Exception {
    bed.migrate("head");
    bed.downgrade("1");
    assertThat(bed.stock().load().migrate().migrationsExecuted).isEqualTo(2);
    consistent("3", List.of());
    assertThat(bed.state().applied()).containsExactly("3", "2", "1");
    assertThat(bed.downgrade("base").revision()).isNull();
    assertThat(bed.made()).isEmpty();
  }

  @Test
  void flywayGoesUpFromAStamp() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int)");
    bed.stamp("1");
    consistent("1", List.of("2", "3"));
    assertThat(bed.stock().load().migrate().migrationsExecuted).isEqualTo(3);
    bed.stamp("2");
    consistent("2", List.of("3"));
    bed.stamp("3");
    consistent("3", List.of());
  }

  @Test
  void flywayGoesUpFromAnAdoption() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int)");
    bed.migrate("2", new Policy(false, Target.parse("1"), true));
    consistent("2", List.of("3"));
    bed.stock().load().migrate();
    consistent("3", List.of());
  }

  @Test
  void goesOnWhereFlywayStopped() throws Exception {
    bed.stock().target("2").load().migrate();
    assertThat(bed.state().revision()).isEqualTo("2");
    assertThat(bed.downgrade("1").revision()).isEqualTo("1");
    consistent("1", List.of("2", "3"));
    assertThat(bed.migrate("head").revision()).isEqualTo("3");
  }

  @Test
  void goesOnFromFlywaysBaseline() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int); CREATE TABLE t2 (id int)");
    bed.stock().baselineVersion("2").load().baseline();
    assertThat(bed.state().applied()).containsExactly("2", "1");
    assertThat(bed.migrate("head").revision()).isEqualTo("3");
    assertThat(bed.downgrade("2").revision()).isEqualTo("2");
    consistent("2", List.of("3"));
  }

  @Test
  void goesOnFromFlywaysRepair() throws Exception {
    bed.migrate("head");
    bed.delete("V3__t.sql").script("V2__t.sql", "CREATE TABLE t2 (id int); -- changed");
    bed.stock().ignoreMigrationPatterns("").load().repair();
    assertThat(bed.statuses(Status.Undone)).containsExactly("3 Undone");
    assertThat(bed.state().revision()).isEqualTo("2");
    assertThat(bed.downgrade("1").revision()).isEqualTo("1");
    consistent("1", List.of("2"));
  }

  @Test
  void flywayRepairsWhatStoppedHalfWayAndWeGoOn() throws Exception {
    bed.tables(4)
        .script("V4__t.sql", "CREATE TABLE t4 (id int); SELECT 1/0")
        .script("V4__t.sql.conf", "executeInTransaction=false");
    try {
      bed.migrate("head");
    } catch (RuntimeException e) {
      bed.database.execute("DROP TABLE t4");
    }
    assertThat(bed.statuses(Status.Failed)).containsExactly("4 Failed");
    bed.stock().load().repair();
    bed.script("V4__t.sql", "CREATE TABLE t4 (id int)");
    assertThat(bed.migrate("head").revision()).isEqualTo("4");
    assertThat(bed.downgrade("3").revision()).isEqualTo("3");
  }

  /** By every command of Flyway that reads the history. */
  private void consistent(String revision, List<String> pending) {
    var flyway = bed.stock().ignoreMigrationPatterns("*:pending").load();
    flyway.validate();
    var rows = bed.rows();
    var repair = flyway.repair();
    assertThat(repair.repairActions).isEmpty();
    assertThat(bed.rows()).isEqualTo(rows);
    var current = flyway.info().current();
    assertThat(
            current == null || current.getVersion() == null
                ? null
                : current.getVersion().toString())
        .isEqualTo(revision);
    assertThat(versions(flyway, MigrationState.PENDING)).isEqualTo(pending);
    assertThat(bed.state().revision()).isEqualTo(revision);
    assertThat(bed.state().pending()).isEqualTo(pending.size());
  }

  private static List<String> versions(Flyway flyway, MigrationState state) {
    return Arrays.stream(flyway.info().all())
        .filter(one -> one.getState() == state)
        .map(MigrationInfo::getVersion)
        .filter(version -> version != null)
        .map(Object::toString)
        .toList();
  }
}

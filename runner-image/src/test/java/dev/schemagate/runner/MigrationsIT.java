package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.runner.engine.Migration.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsIT {
  @TempDir Path folder;
  private FlywayBed bed;

  @BeforeEach
  void bed() throws Exception {
    bed = new FlywayBed(folder);
  }

  @Test
  void tellsOfEachAllThatIsKnown() throws Exception {
    bed.tables(1).script("V2__no_way_back.sql", "SELECT 1").migrate("1");
    var all = bed.migrations();
    assertThat(all).hasSize(2);
    var applied = all.getFirst();
    assertThat(applied.revision()).isEqualTo("1");
    assertThat(applied.description()).isEqualTo("t");
    assertThat(applied.kind()).isEqualTo("SQL");
    assertThat(applied.script()).isEqualTo("V1__t.sql");
    assertThat(applied.undoScript()).isEqualTo("U1__t.sql");
    assertThat(applied.installedBy()).isEqualTo("postgres");
    assertThat(applied.installedOn())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    assertThat(applied.executionTime()).isNotNegative();
    assertThat(applied.checksum().toString())
        .isEqualTo(bed.database.value("SELECT checksum FROM flyway_schema_history"));
    var pending = all.getLast();
    assertThat(pending.installedOn()).isNull();
    assertThat(pending.executionTime()).isNull();
    assertThat(pending.undoScript()).isNull();
    assertThat(pending.checksum()).isNotNull();
  }

  @Test
  void listsThemInTheOrderInWhichTheyRunAlsoWithoutAHistory() throws Exception {
    bed.tables(10, 9).script("R__v.sql", "SELECT 1");
    assertThat(bed.statuses()).containsExactly("9 Pending", "10 Pending", "v Pending");
    bed.database.execute("CREATE TABLE legacy (id int)");
    assertThat(bed.statuses()).containsExactly("9 Pending", "10 Pending", "v Pending");
  }

  @Test
  void tellsWhatDiffersFromTheSource() {
    bed.tables(1, 2, 3, 5, 6).migrate("head");
    bed.script("V1__t.sql", "SELECT 'changed'").delete("V2__t.sql").delete("V6__t.sql").tables(4);
    assertThat(bed.statuses())
        .containsExactlyInAnyOrder(
            "1 Changed", "2 Missing", "3 Applied", "4 Late", "5 Applied", "6 Ahead");
    bed.with("outOfOrder", "true");
    assertThat(bed.statuses(Status.Pending)).containsExactly("4 Pending");
  }

  @Test
  void tellsRunsOfRepeatableMigrationsApart() {
    bed.script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1").migrate("head");
    assertThat(bed.statuses()).containsExactly("v Applied");
    bed.script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 2");
    assertThat(bed.statuses()).containsExactly("v Outdated");
    bed.migrate("head");
    assertThat(bed.statuses()).containsExactly("v Superseded", "v Applied");
    bed.delete("R__v.sql").tables(1);
    assertThat(bed.statuses(Status.Missing)).containsExactly("v Missing");
  }

  @Test
  void keepsWhatWasTakenBackBesideWhatIsToCome() {
    bed.tables(1, 2).migrate("head");
    bed.downgrade("1");
    assertThat(bed.statuses()).containsExactly("1 Applied", "2 Undone", "2 Pending");
    bed.migrate("head");
    assertThat(bed.statuses()).containsExactly("1 Applied", "2 Undone", "2 Applied");
    bed.delete("V2__t.sql").delete("V1__t.sql").tables(3);
    assertThat(bed.statuses()).containsExactly("1 Missing", "2 Undone", "2 Missing", "3 Pending");
  }

  @Test
  void tellsWhereTheHistoryBegins() throws Exception {
    bed.tables(1, 2, 3);
    bed.database.execute("CREATE TABLE t1 (id int)");
    bed.stamp("2");
    assertThat(bed.statuses())
        .containsExactlyInAnyOrder("1 BelowBaseline", "2 BelowBaseline", "2 Baseline", "3 Pending");
  }

  @Test
  void tellsABaselineMigrationFromThoseItStandsFor() {
    bed.tables(1, 2, 3).script("B2__all.sql", "CREATE TABLE t1 (id int)");
    assertThat(bed.statuses())
        .containsExactlyInAnyOrder("1 BelowBaseline", "2 BelowBaseline", "2 Pending", "3 Pending");
    bed.migrate("head");
    assertThat(bed.statuses())
        .containsExactlyInAnyOrder("1 BelowBaseline", "2 BelowBaseline", "2 Baseline", "3 Applied");
  }

  @Test
  void tellsWhatStoppedHalfWay() throws Exception {
    bed.tables(1, 2).migrate("head");
    bed.database.execute("UPDATE flyway_schema_history SET success = false WHERE version = '2'");
    assertThat(bed.statuses()).containsExactly("1 Applied", "2 Failed");
  }

  @Test
  void leavesOutTheRowOfTheSchema() {
    bed.in("fresh", "flyway_schema_history").tables(1).migrate("head");
    assertThat(bed.rows()).hasSize(2);
    assertThat(bed.statuses()).containsExactly("1 Applied");
  }
}

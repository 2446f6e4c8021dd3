package dev.schemagate.runner;

import static dev.schemagate.runner.FlywayBed.STRICT;
import static dev.schemagate.runner.FlywayBed.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a plan lists what then runs is asserted by each run of the bed. */
class PlanIT {
  @TempDir Path folder;
  private FlywayBed bed;

  @BeforeEach
  void bed() throws Exception {
    bed = new FlywayBed(folder);
  }

  @Test
  void goesUpByVersionAndByCount() {
    bed.tables(1, 2, 3, 10);
    assertThat(bed.plan("+2", STRICT).target()).isEqualTo("2");
    assertThat(bed.migrate("+2").revision()).isEqualTo("2");
    assertThat(bed.migrate("+0").revision()).isEqualTo("2");
    assertThat(bed.migrate("3").revision()).isEqualTo("3");
    assertThat(bed.migrate("+1").revision()).isEqualTo("10");
    assertThat(bed.plan("head", STRICT).steps()).isEmpty();
  }

  @Test
  void saysHowManyThereAreWhenAskedForMore() {
    bed.tables(1, 2).migrate("1");
    assertThat(bed.refused(Failure.UnknownTarget, () -> bed.plan("+2", STRICT)).message())
        .isEqualTo("can't go +2: only one migration is not applied above 1");
    assertThat(bed.refused(Failure.UnknownTarget, () -> bed.plan("-2", STRICT)).message())
        .isEqualTo("can't go -2: only one migration is applied");
    bed.migrate("head");
    assertThat(bed.refused(Failure.UnknownTarget, () -> bed.plan("+1", STRICT)).message())
        .isEqualTo("can't go +1: no migration is not applied above 2");
  }

  @Test
  void runsNothingForBaseOnADatabaseWithout() throws Exception {
    bed.tables(1).script("R__view.sql", "CREATE VIEW v AS SELECT 1");
    var plan = bed.plan("base", STRICT);
    assertThat(plan)
        .isEqualTo(new Plan(Plan.Kind.Migrate, plan.from(), "base", plan.steps(), false));
    assertThat(plan.steps()).isEmpty();
    assertThat(bed.migrate("base").revision()).isNull();
    assertThat(bed.rows()).isEmpty();
  }

  @Test
  void runsRepeatableMigrationsWithAnyTarget() {
    bed.tables(1, 2)
        .script("R__b.sql", "CREATE OR REPLACE VIEW b AS SELECT 1 AS x")
        .script("R__a.sql", "CREATE OR REPLACE VIEW a AS SELECT 1 AS x");
    assertThat(scripts(bed.plan("1", STRICT))).containsExactly("V1__t.sql", "R__a.sql", "R__b.sql");
    bed.migrate("1");
    bed.script("R__b.sql", "CREATE OR REPLACE VIEW b AS SELECT 2 AS x");
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("V2__t.sql", "R__b.sql");
    bed.migrate("head");
    assertThat(bed.plan("head", STRICT).steps()).isEmpty();
  }

  @Test
  void runsLateOnesOnlyWhereThatIsAllowed() {
    bed.tables(1, 3).migrate("head");
    bed.tables(2, 4);
    var error = bed.refused(Failure.ValidationFailed, () -> bed.plan("head", STRICT));
    assertThat(error.message()).contains("V2__t.sql").contains("older than what is applied (3)");
    assertThat(error.remedy()).contains("outOfOrder");
    assertThat(error.revision()).isEqualTo("2");
    bed.with("outOfOrder", "true");
    assertThat(scripts(bed.plan("3", STRICT))).containsExactly("V2__t.sql");
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("V2__t.sql", "V4__t.sql");
    assertThat(bed.migrate("head").applied()).containsExactly("4", "3", "2", "1");
  }

  @Test
  void passesLateOnesThatAreToBeIgnored() {
    bed.with("ignoreMigrationPatterns", "*:ignored").tables(1, 3).migrate("head");
    bed.tables(2, 4);
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("V4__t.sql");
    assertThat(bed.migrate("head").applied()).containsExactly("4", "3", "1");
  }

  @Test
  void beginsAnEmptyDatabaseWithItsBaselineMigration() {
    bed.tables(1, 2, 3, 4)
        .script("B3__all.sql", "CREATE TABLE t1 (id int)")
        .script("B2__some.sql", "CREATE TABLE t2 (id int)");
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("B3__all.sql", "V4__t.sql");
    assertThat(bed.plan("+1", STRICT).target()).isEqualTo("3");
    var state = bed.migrate("head");
    assertThat(state.revision()).isEqualTo("4");
    assertThat(state.applied()).containsExactly("4", "3", "2", "1");
    assertThat(state.pending()).isZero();
  }

  @Test
  void leavesTheBaselineMigrationWhereThereIsAHistory() {
    bed.tables(1, 2).migrate("1");
    bed.script("B2__all.sql", "SELECT 1/0");
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("V2__t.sql");
    assertThat(bed.migrate("head").pending()).isZero();
  }

  @Test
  void findsVersionsThatWereAppliedElsewhere() {
    bed.tables(1, 2, 3);
    bed.stock().target("2").load().migrate();
    assertThat(scripts(bed.plan("head", STRICT))).containsExactly("V3__t.sql");
    assertThat(bed.migrate("head").revision()).isEqualTo("3");
  }

  @Test
  void namesWhatTheSourceLacks() {
    bed.tables(1, 2, 3).migrate("head");
    bed.delete("V2__t.sql");
    var error = bed.refused(Failure.ValidationFailed, () -> bed.plan("head", STRICT));
    assertThat(error.message()).isEqualTo("applied, but not in the source: V2__t.sql");
  }

  @Test
  void refusesADatabaseThatIsAheadOnlyWhenTold() {
    bed.tables(1, 2, 3, 4).migrate("head");
    bed.delete("V3__t.sql").delete("V4__t.sql");
    assertThat(bed.migrate("head").revision()).isEqualTo("4");
    var error =
        bed.refused(Failure.DatabaseAhead, () -> bed.plan("head", new Policy(false, null, false)));
    assertThat(error.message()).contains("4, 3").endsWith("the newest here is 2");
    assertThat(error.remedy()).contains("databaseAhead: Accept").contains("--database-ahead");
    bed.refused(Failure.DowngradeForbidden, () -> bed.plan("2", STRICT));
  }

  @Test
  void forbidsADowngradeAndNamesWhatAllowsIt() {
    bed.tables(1, 2).migrate("head");
    for (var target : new String[] {"1", "base", "-1"}) {
      var error = bed.refused(Failure.DowngradeForbidden, () -> bed.plan(target, STRICT));
      assertThat(error.remedy()).contains("--allow-downgrade").contains("spec.downgrade: Allow");
    }
  }

  @Test
  void reportsAHistoryOfThePaidEdition() throws Exception {
    bed.tables(1, 2).migrate("head");
    bed.database.execute(
        "INSERT INTO flyway_schema_history SELECT 3, version, description, 'UNDO_SQL', script,"
            + " checksum, installed_by, installed_on, 0, true FROM flyway_schema_history"
            + " WHERE version = '2'");
    bed.database.execute("DROP TABLE t2");
    var error = bed.refused(Failure.ValidationFailed, () -> bed.plan("head", STRICT));
    assertThat(error.message()).contains("UNDO_SQL").contains("paid edition");
    bed.database.execute(error.remedy().substring(error.remedy().indexOf("UPDATE")));
    assertThat(bed.state().revision()).isEqualTo("1");
    assertThat(bed.migrate("head").revision()).isEqualTo("2");
    bed.validate();
  }

  @Test
  void plansEachStepAsWhatItIs() {
    bed.tables(1, 2).migrate("head");
    assertThat(bed.plan("base", FlywayBed.DOWNGRADE).steps())
        .containsExactly(new Step.Undo("2", "U2__t.sql"), new Step.Undo("1", "U1__t.sql"));
  }
}

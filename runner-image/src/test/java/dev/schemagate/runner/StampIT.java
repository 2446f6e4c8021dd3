package dev.schemagate.runner;

import static dev.schemagate.runner.FlywayBed.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampIT {
  @TempDir Path folder;
  private FlywayBed bed;

  @BeforeEach
  void bed() throws Exception {
    bed =
        new FlywayBed(folder)
            .tables(1, 2, 3)
            .script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1");
  }

  @Test
  void beginsAHistoryInASchemaWithout() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int); CREATE TABLE t2 (id int)");
    var state = bed.stamp("2");
    assertThat(state.revision()).isEqualTo("2");
    assertThat(state.applied()).containsExactly("2", "1");
    assertThat(state.pending()).isEqualTo(1);
    assertThat(bed.progress().stamped()).isEqualTo("2");
    assertThat(bed.rows()).containsExactly("1 2 BASELINE stamped by Schemagate");
    bed.validate();
    assertThat(bed.migrate("head").applied()).containsExactly("3", "2", "1");
  }

  @Test
  void beginsAHistoryInAnEmptySchema() throws Exception {
    assertThat(bed.stamp("head").revision()).isEqualTo("3");
    assertThat(bed.made()).isEmpty();
  }

  @Test
  void doesNothingForBaseWithoutAHistory() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int)");
    assertThat(bed.stamp("base").revision()).isNull();
    assertThat(bed.rows()).isEmpty();
  }

  @Test
  void refusesARevisionThatTheSourceLacks() {
    bed.refused(Failure.UnknownTarget, () -> bed.stamp("7"));
  }

  @Test
  void recordsWhatIsPendingAndRunsNoneOfIt() throws Exception {
    bed.migrate("1");
    bed.script("R__v.sql", "SELECT 1/0");
    var state = bed.stamp("3");
    assertThat(state.applied()).containsExactly("3", "2", "1");
    assertThat(bed.made()).containsExactly("t1");
    assertThat(bed.rows()).endsWith("3 2 SQL V2__t.sql", "4 3 SQL V3__t.sql");
    bed.script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1");
    bed.validate();
  }

  @Test
  void takesRevisionsOutAndUndoesNoneOfThem() throws Exception {
    bed.migrate("head");
    assertThat(bed.stamp("1").applied()).containsExactly("1");
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
    assertThat(bed.stamp("base").revision()).isNull();
    bed.validate();
    assertThat(bed.stamp("head").revision()).isEqualTo("3");
    bed.validate();
    assertThat(bed.stamp("head").revision()).isEqualTo("3");
  }

  @Test
  void correctsAStampThatWasTooHigh() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int)");
    bed.stamp("3");
    assertThat(bed.stamp("1").applied()).containsExactly("1");
    assertThat(bed.rows()).containsExactly("1 1 SQL V1__t.sql");
    assertThat(bed.migrate("head").revision()).isEqualTo("3");
    assertThat(bed.made()).containsExactly("t1", "t2", "t3");
    bed.validate();
  }

  @Test
  void takesAStampBack() throws Exception {
    bed.stamp("3");
    assertThat(bed.stamp("base").revision()).isNull();
    assertThat(bed.rows()).isEmpty();
    assertThat(bed.migrate("head").revision()).isEqualTo("3");
  }

  @Test
  void recordsLateOnesToo() throws Exception {
    bed.migrate("head");
    bed.script("V2.5__late.sql", "SELECT 1/0");
    assertThat(bed.stamp("3").applied()).containsExactly("3", "2.5", "2", "1");
    assertThat(bed.migrate("head").pending()).isZero();
  }

  @Test
  void doesNotGoBelowABaselineMigration() throws Exception {
    bed.script("B2__all.sql", "CREATE TABLE t1 (id int)").migrate("head");
    assertThat(bed.stamp("2").revision()).isEqualTo("2");
    bed.refused(Failure.IrreversibleMigration, () -> bed.stamp("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "head"})
  void adoptsASchemaThatExists(String revision) throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int); CREATE TABLE t2 (id int)");
    var adopt = new Policy(false, Target.parse(revision), true);
    var plan = bed.plan("head", adopt);
    assertThat(plan.from().revision()).isNull();
    assertThat(plan.steps().getFirst())
        .isEqualTo(
            revision.equals("2")
                ? new Step.Stamp("2", "V2__t.sql")
                : new Step.Stamp("3", "V3__t.sql"));
    var state = bed.migrate("head", adopt);
    assertThat(state.applied()).containsExactly("3", "2", "1");
    assertThat(bed.made())
        .isEqualTo(revision.equals("2") ? List.of("t1", "t2", "t3") : List.of("t1", "t2"));
    bed.validate();
    var again = new Policy(false, Target.parse("1"), true);
    assertThat(bed.plan("head", again).steps()).isEmpty();
  }

  @Test
  void adoptsOnlyUpToTheTarget() throws Exception {
    bed.database.execute("CREATE TABLE t1 (id int)");
    var adopt = new Policy(false, new Target.Version("1"), true);
    assertThat(bed.migrate("+1", adopt).revision()).isEqualTo("2");
  }

  @Test
  void needsNoAdoptionWhereNothingIs() {
    var adopt = new Policy(false, new Target.Version("2"), true);
    assertThat(bed.plan("head", adopt).steps().getFirst())
        .isEqualTo(new Step.Apply("1", "V1__t.sql"));
  }

  @Test
  void saysHowToAdopt() throws Exception {
    bed.database.execute("CREATE TABLE legacy (id int)");
    var error = bed.refused(Failure.NotAdopted, () -> bed.plan("head", STRICT));
    assertThat(error.remedy())
        .contains("adopt: {revision: \"")
        .contains("--adopt")
        .contains("schemagate stamp <revision>");
    for (var adopt : new String[] {"base", "+1"}) {
      var policy = new Policy(false, Target.parse(adopt), true);
      bed.refused(Failure.InvalidArguments, () -> bed.plan("head", policy));
    }
    var unknown = new Policy(false, new Target.Version("7"), true);
    bed.refused(Failure.UnknownTarget, () -> bed.plan("head", unknown));
    var above = new Policy(false, new Target.Version("3"), true);
    bed.refused(Failure.DowngradeForbidden, () -> bed.plan("2", above));
  }
}

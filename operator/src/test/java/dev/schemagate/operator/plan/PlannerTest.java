package dev.schemagate.operator.plan;

import static dev.schemagate.operator.plan.Examples.NOW;
import static dev.schemagate.operator.plan.Examples.PLANNER;
import static dev.schemagate.operator.plan.Examples.applied;
import static dev.schemagate.operator.plan.Examples.assertReady;
import static dev.schemagate.operator.plan.Examples.broken;
import static dev.schemagate.operator.plan.Examples.migration;
import static dev.schemagate.operator.plan.Examples.observed;
import static dev.schemagate.operator.plan.Examples.plan;
import static dev.schemagate.operator.plan.Examples.pod;
import static dev.schemagate.operator.plan.Examples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final String SQL = "flyway: {source: {configMap: {name: sql}}}";

  private static DatabaseMigration copy(DatabaseMigration of, DatabaseMigrationStatus status) {
    var copy = migration();
    copy.setMetadata(of.getMetadata());
    copy.setSpec(of.getSpec());
    return with(copy, status);
  }

  @Test
  void saysThatItIsNotReadyBeforeTheJobIsCreated() {
    var plan = plan(migration(), new Run.Absent());

    assertThat(plan.start()).isPresent();
    assertThat(plan.status().observedGeneration()).isEqualTo(4);
    assertThat(plan.status().run().job())
        .isEqualTo(plan.start().get().job().getMetadata().getName());
    assertReady(plan, "False", Reason.Running);
  }

  @Test
  void writesNothingNewWhileTheRunGoesOn() {
    var started = plan(migration(), new Run.Absent()).status();

    var later =
        PLANNER.plan(
            with(migration(), started),
            observed(with(migration(), started), new Run.Active(Reason.Running, "", 1, null)),
            NOW.plusSeconds(90));

    assertThat(later.status()).isEqualTo(started);
    assertThat(later.tell()).isEmpty();
  }

  @Test
  void runsNothingWhenTheJobOfARecordedRunIsGone() {
    var done = plan(migration(), applied("3")).status();

    var plan = plan(with(migration(), done), new Run.Absent());

    assertThat(plan.start()).isEmpty();
    assertThat(plan.status()).isEqualTo(done);
  }

  @Test
  void staysStalledWhenTheJobOfARecordedFailureIsGone() {
    var failed = plan(migration(), broken()).status();

    var plan = plan(with(migration(), failed), new Run.Absent());

    assertThat(plan.start()).isEmpty();
    assertReady(plan, "False", Reason.MigrationFailed);
  }

  @Test
  void runsAgainWhenAnEarlierSpecComesBack() {
    var five = migration("target: \"5\"\nflyway: {source: {configMap: {name: sql}}}");
    var first = plan(five, new Run.Absent()).start().get().job().getMetadata().getName();
    var atFive = plan(five, applied("5")).status();
    var eight = migration("target: \"8\"\nflyway: {source: {configMap: {name: sql}}}");
    var atEight = plan(with(eight, atFive), applied("8")).status();

    var again = plan(copy(five, atEight), new Run.Absent());

    assertThat(again.start()).isPresent();
    assertThat(again.start().get().job().getMetadata().getName()).isNotEqualTo(first);
    assertReady(again, "False", Reason.Running);
  }

  @Test
  void aNewGenerationIsNeverReadyByTheOldAnswer() {
    var done = plan(migration(), applied("3")).status();
    var edited = with(migration("flyway: {source: {configMap: {name: sql}}}"), done);
    edited.getMetadata().setGeneration(5L);

    var plan = plan(edited, new Run.Absent());

    assertReady(plan, "False", Reason.Running);
    assertThat(plan.status().observedGeneration()).isEqualTo(5);
    assertThat(plan.status().revision()).as("what the database holds is kept").isEqualTo("3");
  }

  @Test
  void startsNothingWhileSuspended() {
    var plan =
        plan(
            migration("suspend: true\nflyway: {source: {configMap: {name: sql}}}"),
            new Run.Absent());

    assertThat(plan.start()).isEmpty();
    assertReady(plan, "False", Reason.Suspended);
  }

  @Test
  void suspendingDoesNotMakeADoneRunUndone() {
    var spec = "flyway: {source: {configMap: {name: sql}}}";
    var done = plan(migration(spec), applied("3")).status();

    var plan = plan(with(migration("suspend: true\n" + spec), done), new Run.Absent());

    assertReady(plan, "True", Reason.Applied);
  }

  @Test
  void waitsForTheConfigMapOfItsSource() {
    var migration = migration("flyway: {source: {configMap: {name: sql}}}");
    var observed =
        new Observed(
            new Inputs.Missing("sql"), new Run.Absent(), List.of(), List.of(), Map.of(), Set.of());

    var plan = PLANNER.plan(migration, observed, NOW);

    assertThat(plan.start()).isEmpty();
    assertReady(plan, "False", Reason.ConfigMapNotFound);
  }

  @Test
  void aRefusedJobStaysSaidUntilItIsThere() {
    var refused = plan(migration(), new Run.Absent()).start().get().rejected().apply("quota");

    var plan = plan(with(migration(), refused), new Run.Absent());

    assertThat(plan.start()).as("tried again").isPresent();
    assertReady(plan, "False", Reason.JobRejected);
    assertReady(
        plan(with(migration(), refused), new Run.Active(Reason.Running, "", 1, null)),
        "False",
        Reason.Running);
  }

  @Test
  void replacesARunOfAnEarlierSpecThatOnlyWaits() {
    var plan = superseding(new Observed.Superseded("orders-old", false));

    assertThat(plan.discard()).containsExactly("orders-old");
    assertThat(plan.start()).isPresent();
  }

  @Test
  void neverKillsARunOfAnEarlierSpecInTheMiddle() {
    var plan = superseding(new Observed.Superseded("orders-old", true));

    assertThat(plan.discard()).isEmpty();
    assertThat(plan.start()).isEmpty();
    assertReady(plan, "False", Reason.PreviousRunActive);
  }

  private static Plan superseding(Observed.Superseded old) {
    var observed =
        new Observed(
            Inputs.of(migration(), ""),
            new Run.Absent(),
            List.of(old),
            List.of(),
            Map.of(),
            Set.of());
    return PLANNER.plan(migration(), observed, NOW);
  }

  @Test
  void opensThePodsWhoseRequirementTheRunFulfils() {
    var migration = migration();
    var three = pod("orders@3");
    var nine = pod("orders@9");

    var plan = PLANNER.plan(migration, observed(migration, applied("3"), three, nine), NOW);

    assertThat(plan.open()).containsExactly(three);
    assertThat(plan.status().waitingPods()).isEqualTo(1);
    assertThat(plan.tell())
        .contains(
            new Told.OfPod(nine, "DatabaseMigration orders is at revision 3, this pod needs 9"));
  }

  @Test
  void comesBackWhenAPodHasSettled() {
    var migration = migration("flyway: {source: {configMap: {name: sql}}}");
    var young =
        new WaitingPod(
            "shop",
            "young",
            "1",
            NOW.minusSeconds(1),
            Requirement.of(Map.of(Requirement.ANNOTATION, "orders")),
            List.of(),
            null);

    var plan = PLANNER.plan(migration, observed(migration, applied("3"), young), NOW);

    assertThat(plan.open()).isEmpty();
    assertThat(plan.recheck()).hasValueSatisfying(wait -> assertThat(wait).hasSeconds(2));
  }
}

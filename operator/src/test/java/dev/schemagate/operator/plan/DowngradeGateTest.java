package dev.schemagate.operator.plan;

import static dev.schemagate.operator.plan.Examples.NOW;
import static dev.schemagate.operator.plan.Examples.PLANNER;
import static dev.schemagate.operator.plan.Examples.applied;
import static dev.schemagate.operator.plan.Examples.downgraded;
import static dev.schemagate.operator.plan.Examples.migration;
import static dev.schemagate.operator.plan.Examples.observed;
import static dev.schemagate.operator.plan.Examples.plan;
import static dev.schemagate.operator.plan.Examples.pod;
import static dev.schemagate.operator.plan.Examples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may start while a database goes back, and after it. */
class DowngradeGateTest {

  private static final String SQL = "flyway: {source: {configMap: {name: sql}}}";

  private static Gate gate(Required orders) {
    return new Gate(Map.of("orders", orders), Set.of(), Duration.ofSeconds(3), NOW);
  }

  private static DatabaseMigrationStatus at(String revision) {
    return plan(migration(), applied(revision)).status();
  }

  private static boolean isOpen(Gate.Verdict verdict) {
    return verdict instanceof Gate.Verdict.Open;
  }

  @Test
  void aPodWhoseRevisionWasUndoneWaitsAgain() {
    var six = migration("target: \"6\"\ndowngrade: Allow\n" + SQL);
    with(six, plan(migration(), applied("8")).status());
    var above = pod("orders@8");
    var at = pod("orders@6");
    var below = pod("orders@5");
    var imageOfEight = pod("orders", "ghcr.io/acme/orders:2");

    var plan =
        PLANNER.plan(
            six, observed(six, downgraded("8", "6", 2), above, at, below, imageOfEight), NOW);

    assertThat(plan.open()).containsExactly(at, below);
    assertThat(plan.status().waitingPods()).isEqualTo(2);
    assertThat(plan.tell())
        .contains(
            new Told.OfPod(above, "DatabaseMigration orders is at revision 6, this pod needs 8"),
            new Told.OfPod(
                imageOfEight, "DatabaseMigration orders is at revision 6, this pod needs 8"));
  }

  @Test
  void aDatabaseAtBaseMeetsNoRequirement() {
    var base = migration("target: base\ndowngrade: Allow\n" + SQL);
    var one = pod("orders@1");

    var plan = PLANNER.plan(base, observed(base, downgraded("8", null, 8), one), NOW);

    assertThat(plan.open()).isEmpty();
    assertThat(plan.tell())
        .contains(
            new Told.OfPod(one, "DatabaseMigration orders has no revision yet, this pod needs 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "6, Allow, orders@8, false",
    "6, Allow, orders@7, false",
    "6, Allow, orders@6, true",
    "base, Allow, orders@1, false",
    "6, Forbid, orders@8, true",
    "8, Allow, orders@8, true",
    "9, Allow, orders@8, true",
    "head, Allow, orders@8, true",
  })
  void whatARunMayBeUndoingIsNotThere(
      String target, String downgrade, String requires, boolean open) {
    var spec = "target: \"%s\"\ndowngrade: %s\n".formatted(target, downgrade) + SQL;
    var migration = with(migration(spec), at("8"));
    var running = plan(migration, new Run.Absent()).status();

    var during = gate(Required.of(migration, running));

    assertThat(isOpen(during.decide(pod(requires)))).isEqualTo(open);
  }

  @Test
  void aSpecThatNobodyLookedAtYetMayUndoToo() {
    var migration = migration("target: \"6\"\ndowngrade: Allow\n" + SQL);
    migration.getMetadata().setGeneration(5L);

    var gate = gate(Required.of(migration, at("8")));

    assertThat(gate.decide(pod("orders@8")))
        .isEqualTo(
            new Gate.Verdict.Closed(
                "DatabaseMigration orders is on its way down to 6, this pod needs 8", null));
  }

  @Test
  void aRunOfAnEarlierSpecMayUndoStill() {
    var six = with(migration("target: \"6\"\ndowngrade: Allow\n" + SQL), at("8"));
    var head = with(migration("target: head\n" + SQL), plan(six, new Run.Absent()).status());
    var busy =
        new Observed(
            Inputs.of(head, ""),
            new Run.Absent(),
            List.of(new Observed.Superseded("orders-six", true)),
            List.of(),
            Map.of(),
            Set.of());
    var waits = PLANNER.plan(head, busy, NOW).status();
    assertThat(waits.ready().orElseThrow().reason()).isEqualTo("PreviousRunActive");

    var gate = gate(Required.of(head, waits));

    assertThat(isOpen(gate.decide(pod("orders@8")))).isFalse();
    assertThat(isOpen(gate.decide(pod("orders@6")))).isTrue();
  }

  @Test
  void aDowngradeThatFailedLeavesWhatIsThere() {
    var migration = migration("target: \"6\"\ndowngrade: Allow\n" + SQL);
    var error = RunError.of(Failure.IrreversibleMigration, "no undo script of 8");
    var report =
        new RunReport(
            "flyway", Outcome.Failed, "8", "8", "6", "8", List.of("8"), null, 0, 0, 0, error);
    var failed = new Run.Failed(Reason.IrreversibleMigration, "no", 1, NOW, report);

    var gate = gate(Required.of(migration, plan(migration, failed).status()));

    assertThat(isOpen(gate.decide(pod("orders@8")))).isTrue();
  }
}

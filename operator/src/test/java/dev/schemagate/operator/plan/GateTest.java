package dev.schemagate.operator.plan;

import static dev.schemagate.operator.plan.Examples.NOW;
import static dev.schemagate.operator.plan.Examples.PLANNER;
import static dev.schemagate.operator.plan.Examples.applied;
import static dev.schemagate.operator.plan.Examples.migration;
import static dev.schemagate.operator.plan.Examples.observed;
import static dev.schemagate.operator.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  private static final String NEW_IMAGE = "ghcr.io/acme/orders:2";
  private static final String OLD_IMAGE = "ghcr.io/acme/orders:1";

  private static Gate gate(Map<String, Required> known, Template... passed) {
    return new Gate(known, Set.of(passed), Duration.ofSeconds(3), NOW);
  }

  private static Required at(String revision) {
    var migration = migration();
    var status = PLANNER.plan(migration, observed(migration, applied(revision)), NOW).status();
    return Required.of(migration, status);
  }

  private static Required running() {
    var migration = migration();
    var status = PLANNER.plan(migration, observed(migration, new Run.Absent()), NOW).status();
    return Required.of(migration, status);
  }

  private static boolean isOpen(Gate.Verdict verdict) {
    return verdict instanceof Gate.Verdict.Open;
  }

  @ParameterizedTest
  @CsvSource({
    "3, orders@3, true",
    "3, orders@V3, true",
    "3, orders@4, false",
    "4, orders@3, true",
    "10, orders@9, true",
    "9, orders@10, false",
    "1.0, orders@1, true",
    "1.0.1, orders@1, true",
    "1, orders@1.0.1, false",
    "2026_11_20.2, orders@2026.11.20.2, true",
    "3, orders@three, false",
    "3, orders@, false",
  })
  void aRevisionIsMetExactOrLater(String revision, String requires, boolean open) {
    var gate = gate(Map.of("orders", at(revision)));

    assertThat(isOpen(gate.decide(pod(requires)))).isEqualTo(open);
  }

  @Test
  void aRevisionThatIsThereOpensWhateverTheNextRunDoes() {
    var three = at("3");
    var status = running().status();
    var stillThree =
        new DatabaseMigrationStatus(
            status.observedGeneration(),
            status.engine(),
            three.status().revision(),
            null,
            null,
            null,
            null,
            null,
            status.run(),
            null,
            status.conditions());

    var gate = gate(Map.of("orders", new Required(stillThree, 4L, null, List.of())));

    assertThat(isOpen(gate.decide(pod("orders@3")))).isTrue();
    assertThat(isOpen(gate.decide(pod("orders@4")))).isFalse();
  }

  @Test
  void everyRequirementMustBeMet() {
    var gate = gate(Map.of("orders", at("3"), "users", at("1")));

    assertThat(isOpen(gate.decide(pod("orders@3, users@1")))).isTrue();
    assertThat(isOpen(gate.decide(pod("orders@3, users@2")))).isFalse();
    assertThat(isOpen(gate.decide(pod("orders@3, carts@1")))).isFalse();
  }

  @Test
  void anEmptyAnnotationNeverOpens() {
    assertThat(isOpen(gate(Map.of()).decide(pod(" ,")))).isFalse();
  }

  @Test
  void anImageIsItsOwnRequirement() {
    var gate = gate(Map.of("orders", at("3")));

    assertThat(isOpen(gate.decide(pod("orders", NEW_IMAGE)))).isTrue();
  }

  @Test
  void anotherTagOfTheSourceImageWaitsUntilItsMigrationsAreKnown() {
    var gate = gate(Map.of("orders", at("3")));

    assertThat(gate.decide(pod("orders", "ghcr.io/acme/orders:3")))
        .isEqualTo(
            new Gate.Verdict.Closed(
                "the migrations of image ghcr.io/acme/orders:3 have not run for DatabaseMigration"
                    + " orders yet",
                null));
  }

  @Test
  void aSiblingPastTheGateLetsRestartsThroughDuringALaterRun() {
    var pod = pod("orders", OLD_IMAGE);

    assertThat(isOpen(gate(Map.of("orders", running())).decide(pod))).isFalse();
    assertThat(isOpen(gate(Map.of("orders", running()), pod.template()).decide(pod))).isTrue();
  }

  @Test
  void withoutAnImageOrARevisionReadyIsEnough() {
    assertThat(isOpen(gate(Map.of("orders", at("3"))).decide(pod("orders", "nginx:1")))).isTrue();
    assertThat(isOpen(gate(Map.of("orders", running())).decide(pod("orders", "nginx:1"))))
        .isFalse();
  }

  @Test
  void readyAtAnOlderGenerationIsNotReady() {
    var at = at("3");

    var gate = gate(Map.of("orders", new Required(at.status(), 5L, null, List.of())));

    assertThat(isOpen(gate.decide(pod("orders", "nginx:1")))).isFalse();
  }
}

package dev.schemagate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private static final Instant THEN = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T09:30:15.123456Z");

  @Test
  void keepsTheTimeWhileTheStatusStays() {
    var old = Condition.merge(List.of(), List.of(ready("False", "Running")), THEN);

    var merged = Condition.merge(old, List.of(ready("False", "MigrationFailed")), NOW);

    assertThat(merged)
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.lastTransitionTime()).isEqualTo("2026-11-20T08:00:00Z");
              assertThat(condition.reason()).isEqualTo("MigrationFailed");
            });
  }

  @Test
  void takesTheTimeInWholeSecondsWhenTheStatusChanges() {
    var old = Condition.merge(List.of(), List.of(ready("False", "Running")), THEN);

    var merged = Condition.merge(old, List.of(ready("True", "Applied")), NOW);

    assertThat(merged)
        .singleElement()
        .extracting(Condition::lastTransitionTime)
        .isEqualTo("2026-11-21T09:30:15Z");
  }

  @Test
  void acceptsAResourceThatHasNoConditionsYet() {
    assertThat(Condition.merge(null, List.of(ready("False", "Running")), NOW)).hasSize(1);
  }

  private static Condition ready(String status, String reason) {
    return new Condition("Ready", status, 1L, null, reason, "");
  }
}

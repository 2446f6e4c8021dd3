package dev.schemagate.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.RunErrorStatus;
import dev.schemagate.api.RunStatus;
import dev.schemagate.api.RunStatus.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry, Clock.systemUTC());

  private static DatabaseMigrationStatus status(Outcome outcome, String reason) {
    var error =
        reason == null
            ? null
            : new RunErrorStatus(reason, "no", null, null, null, null, null, null, null, null);
    var run =
        new RunStatus(
            "orders-1", "1", outcome, null, null, null, null, null, null, null, null, 1, "", error);
    return new DatabaseMigrationStatus(
        1L, null, null, null, null, null, null, null, run, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "Applied,",
    "Downgraded,",
    "Stamped,",
    "UpToDate,",
    "Failed, DowngradeForbidden",
  })
  void countsARunOnceByItsOutcome(Outcome outcome, String reason) {
    var ended = status(outcome, reason);

    meters.written(status(Outcome.Running, null), ended);
    meters.written(ended, ended.withWaitingPods(2));

    assertThat(
            registry
                .get("schemagate.runs")
                .tag("outcome", outcome.name())
                .tag("reason", reason == null ? "" : reason)
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void countsNoRunThatGoesOn() {
    meters.written(null, status(Outcome.Running, null));

    assertThat(registry.find("schemagate.runs").counter()).isNull();
  }
}

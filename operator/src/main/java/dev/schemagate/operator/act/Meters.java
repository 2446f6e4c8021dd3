package dev.schemagate.operator.act;

import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.RunStatus;
import dev.schemagate.operator.plan.WaitingPod;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the operator counts. No label names a resource: there may be thousands. */
final class Meters {

  private final MeterRegistry registry;
  private final Clock clock;
  private final Timer waited;

  Meters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.waited =
        Timer.builder("schemagate.gate.wait")
            .description("How long pods waited for their schema")
            .publishPercentileHistogram()
            .register(registry);
  }

  void opened(WaitingPod pod) {
    var since = Duration.between(pod.createdAt(), clock.instant());
    waited.record(since.isNegative() ? Duration.ZERO : since);
  }

  /** Counts a run when its end is written for the first time. */
  void written(DatabaseMigrationStatus before, DatabaseMigrationStatus now) {
    var run = ended(now);
    if (run.isPresent() && !run.equals(ended(before))) {
      var error = run.get().error();
      registry
          .counter(
              "schemagate.runs",
              "outcome",
              run.get().outcome().name(),
              "reason",
              error == null ? "" : error.reason())
          .increment();
    }
  }

  private static Optional<RunStatus> ended(DatabaseMigrationStatus status) {
    return Optional.ofNullable(status)
        .map(DatabaseMigrationStatus::run)
        .filter(run -> run.outcome() != RunStatus.Outcome.Running);
  }
}

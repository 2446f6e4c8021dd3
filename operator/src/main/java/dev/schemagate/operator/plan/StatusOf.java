package dev.schemagate.operator.plan;

import dev.schemagate.api.Condition;
import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.ImageHead;
import dev.schemagate.api.RunStatus;
import dev.schemagate.report.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of one resource, in each situation. What the database holds is kept from the status
 * before until a run reports something newer; what is said of this generation never is.
 */
final class StatusOf {

  private static final String ENGINE = "flyway";

  private final DatabaseMigration migration;
  private final DatabaseMigrationStatus before;
  private final Instant now;

  StatusOf(DatabaseMigration migration, Instant now) {
    this.migration = migration;
    this.before =
        Optional.ofNullable(migration.getStatus()).orElseGet(DatabaseMigrationStatus::empty);
    this.now = now;
  }

  /** Not started, and why. */
  DatabaseMigrationStatus waiting(Reason why, String message) {
    return with(before.run(), null, Readiness.reconciling(why, message));
  }

  DatabaseMigrationStatus suspended() {
    return with(
        before.run(),
        null,
        Readiness.idle(Reason.Suspended, "spec.suspend is true: no run is started"));
  }

  /** Just about to start, or going on with nothing to tell. */
  DatabaseMigrationStatus running(Inputs.Known inputs) {
    var message = "Job %s runs the migrations".formatted(inputs.job());
    return with(
        record(inputs).running(1, message, null),
        null,
        Readiness.reconciling(Reason.Running, message));
  }

  /** After {@link #running}: the API server wouldn't have the Job. */
  DatabaseMigrationStatus rejected(Inputs.Known inputs, String why) {
    var message = "the API server refuses Job %s: %s".formatted(inputs.job(), why);
    return with(
        record(inputs).running(1, message, null),
        null,
        Readiness.reconciling(Reason.JobRejected, message));
  }

  DatabaseMigrationStatus active(Inputs.Known inputs, Run.Active run) {
    if (run.why() == Reason.Running && run.attempts() <= 1) {
      return running(inputs); // the very same, so that it isn't written again
    }
    var message =
        run.why() == Reason.Running
            ? "Job %s runs the migrations, attempt %d".formatted(inputs.job(), run.attempts())
            : run.message();
    return with(
        record(inputs).running(run.attempts(), message, run.last()),
        run.last(),
        Readiness.reconciling(run.why(), message));
  }

  DatabaseMigrationStatus succeeded(Inputs.Known inputs, Run.Succeeded run) {
    var record = record(inputs).succeeded(run, Summary.of(run.report()));
    return with(record, run.report(), ended(record));
  }

  DatabaseMigrationStatus failed(Inputs.Known inputs, Run.Failed run) {
    return with(
        record(inputs).failed(run), run.report(), Readiness.stalled(run.why(), run.message()));
  }

  /** The run of these inputs has ended before: the same answer, for this generation. */
  DatabaseMigrationStatus recorded(RunStatus run) {
    return with(run, null, ended(run));
  }

  private static Readiness ended(RunStatus run) {
    return switch (run.outcome()) {
      case Applied -> Readiness.ready(Reason.Applied, run.message());
      case Downgraded -> Readiness.ready(Reason.Downgraded, run.message());
      case Stamped -> Readiness.ready(Reason.Stamped, run.message());
      case UpToDate -> Readiness.ready(Reason.UpToDate, run.message());
      case Failed -> Readiness.stalled(Reason.valueOf(run.error().reason()), run.message());
      case Running -> throw new IllegalArgumentException("run " + run.job() + " has not ended");
    };
  }

  private RunRecord record(Inputs.Known inputs) {
    return new RunRecord(
        inputs, Optional.ofNullable(before.run()), migration.getSpec().downTo(), now);
  }

  private DatabaseMigrationStatus with(RunStatus run, RunReport report, Readiness readiness) {
    var generation = migration.getMetadata().getGeneration();
    var source = report != null && report.head() != null;
    var database = source && knowsDatabase(report);
    return new DatabaseMigrationStatus(
        generation,
        ENGINE,
        database ? report.revision() : before.revision(),
        source ? report.head() : before.head(),
        source ? report.target() : before.target(),
        database ? report.applied() : before.applied(),
        database ? Integer.valueOf(report.pending()) : before.pending(),
        before.waitingPods(),
        run,
        source ? images(report.head()) : before.images(),
        Condition.merge(before.conditions(), readiness.conditions(generation), now));
  }

  /**
   * A failed run without a revision saw a database at base, where all is pending, or may not have
   * reached it at all.
   */
  private static boolean knowsDatabase(RunReport report) {
    return report.revision() != null
        || report.pending() > 0
        || report.outcome() != RunReport.Outcome.Failed;
  }

  private List<ImageHead> images(String head) {
    var image = migration.getSpec().flyway().source().image();
    return image == null
        ? before.images()
        : ImageHead.remember(before.images(), image.reference(), head);
  }
}

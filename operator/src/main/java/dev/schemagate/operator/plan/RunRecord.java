package dev.schemagate.operator.plan;

import dev.schemagate.api.RunErrorStatus;
import dev.schemagate.api.RunStatus;
import dev.schemagate.api.RunStatus.Outcome;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * <code>status.run</code>: what outlives the Job.
 *
 * @param before the run that the status shows now; it may be this one
 * @param downTo the target of a run that may undo migrations
 */
record RunRecord(
    Inputs.Known inputs, Optional<RunStatus> before, Optional<String> downTo, Instant now) {

  RunStatus running(int attempts, String message, RunReport last) {
    var error = last == null ? null : error(last.error());
    return of(Outcome.Running, null, null, attempts, message, error);
  }

  RunStatus succeeded(Run.Succeeded run, String message) {
    var outcome =
        switch (run.report().outcome()) {
          case Applied -> Outcome.Applied;
          case Downgraded -> Outcome.Downgraded;
          case Stamped -> Outcome.Stamped;
          case UpToDate -> Outcome.UpToDate;
          case Failed -> throw new IllegalArgumentException("a run that failed didn't succeed");
        };
    return of(outcome, run.report(), run.finishedAt(), run.attempts(), message, null);
  }

  RunStatus failed(Run.Failed run) {
    var error =
        run.report() == null || run.report().error() == null
            ? new RunErrorStatus(
                run.why().name(), run.message(), null, null, null, null, null, null, null, null)
            : error(run.report().error());
    return of(Outcome.Failed, run.report(), run.finishedAt(), run.attempts(), run.message(), error);
  }

  private RunStatus of(
      Outcome outcome,
      RunReport report,
      Instant finishedAt,
      int attempts,
      String message,
      RunErrorStatus error) {
    return new RunStatus(
        inputs.job(),
        inputs.hash(),
        outcome,
        outcome == Outcome.Running ? downTo.orElse(null) : null,
        report == null ? null : report.from(),
        report == null ? null : report.revision(),
        report == null ? null : report.stamped(),
        report == null ? null : report.appliedCount(),
        report == null ? null : report.undoneCount(),
        startedAt(),
        finishedAt == null ? null : seconds(finishedAt),
        Math.max(1, attempts),
        message,
        error);
  }

  /** When this run was first said to go on. */
  private String startedAt() {
    return before
        .filter(run -> inputs.job().equals(run.job()))
        .map(RunStatus::startedAt)
        .orElseGet(() -> seconds(now));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static RunErrorStatus error(RunError error) {
    return error == null
        ? null
        : new RunErrorStatus(
            error.reason().name(),
            error.message(),
            error.detail(),
            error.hint(),
            error.remedy(),
            error.revision(),
            error.file(),
            error.line(),
            error.column(),
            error.sqlState());
  }
}

package dev.schemagate.runner.report;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;

/** Ends a run that can't reach its target; carries what the report will say of it. */
public final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RunError error;

  public RunFailed(RunError error, Throwable cause) {
    super(error.message(), cause);
    this.error = error;
  }

  public static RunFailed because(Failure reason, String message) {
    return new RunFailed(RunError.of(reason, message), null);
  }

  public RunError error() {
    return error;
  }
}

package dev.schemagate.runner.verb;

import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.postgres.SqlError;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the run knows of a failure beyond the statement that failed, as part of its remedy. */
record Aftermath(Progress progress) {

  RunError of(RunError error) {
    var remedy =
        Stream.of(error.remedy(), waitedFor(error))
            .filter(part -> part != null)
            .collect(Collectors.joining(". "));
    return remedy.isEmpty() ? error : error.remedy(remedy);
  }

  /** Null when it was not for a lock, or too short to be seen. */
  private String waitedFor(RunError error) {
    return progress
        .blocker()
        .filter(blocker -> SqlError.LOCK_NOT_AVAILABLE.equals(error.sqlState()))
        .map(blocker -> "It waited for " + blocker.inWords() + blocker.endIfIdle())
        .orElse(null);
  }
}

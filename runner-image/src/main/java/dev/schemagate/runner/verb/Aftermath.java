package dev.schemagate.runner.verb;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.postgres.SqlError;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the run knows of a failure beyond the statement that failed, as part of its remedy.
 *
 * @param uncommitted migrations that ran to their end and were not committed
 * @param known whether the database answered afterwards
 * @param invalidIndexes that a statement outside of a transaction may have left behind
 */
record Aftermath(
    Progress progress, List<Step.Apply> uncommitted, boolean known, List<String> invalidIndexes) {
  private static final Set<Failure> LOST =
      Set.of(Failure.ConnectionLost, Failure.DatabaseUnreachable);

  RunError of(RunError error) {
    var remedy =
        Stream.of(
                error.remedy(),
                atCommit(error),
                waitedFor(error),
                invalid(),
                applied(error),
                unknown(error))
            .filter(part -> part != null)
            .collect(Collectors.joining(". "));
    var told = remedy.isEmpty() ? error : error.remedy(remedy);
    if (atCommit(error) == null) {
      return told;
    }
    var failed = uncommitted.getFirst();
    return told.in(failed.revision(), failed.script());
  }

  /** Null when a statement failed, which names its file itself. */
  private String atCommit(RunError error) {
    if (uncommitted.size() != 1 || error.file() != null) {
      return null;
    }
    return error.reason() == Failure.ConnectionLost
        ? "Its transaction was rolled back and can be run again"
        : "Its transaction could not be committed and was rolled back; correct the file and run"
            + " again";
  }

  private String invalid() {
    return invalidIndexes.isEmpty()
        ? null
        : "An index is left that is INVALID, used by no query and kept up by every write: "
            + invalidIndexes.stream()
                .map(index -> "DROP INDEX CONCURRENTLY " + index)
                .collect(Collectors.joining("; "));
  }

  /** Null when no migration failed: a plan that is refused names files too. */
  private String applied(RunError error) {
    if (!progress.begun() || error.file() == null && atCommit(error) == null) {
      return null;
    }
    var scripts = progress.applied();
    return switch (scripts.size()) {
      case 0 ->
          progress.stamped() == null
              ? "Nothing else was run"
              : "The stamp of " + progress.stamped() + " stays; nothing else was run";
      case 1 -> scripts.getFirst() + " stays applied";
      default ->
          scripts.getFirst()
              + " ... "
              + scripts.getLast()
              + " ("
              + scripts.size()
              + ") stay applied";
    };
  }

  private String unknown(RunError error) {
    return known || !LOST.contains(error.reason())
        ? null
        : "The database does not answer: what it holds now is not known";
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

package dev.schemagate.operator.plan;

import dev.schemagate.report.RunReport;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run did, in a sentence. */
final class Summary {

  private Summary() {}

  static String of(RunReport report) {
    var stamped = report.stamped();
    var did =
        Stream.of(
                stamped == null ? "" : "adopted at " + stamped,
                migrations(report.undoneCount(), "undone"),
                migrations(report.appliedCount(), "applied"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    if (did.isEmpty()) {
      return "the database is at %s, nothing to do".formatted(named(report.revision()));
    }
    return report.outcome() == RunReport.Outcome.Stamped
        ? did
        : did + way(stamped == null ? report.from() : stamped, report.revision());
  }

  private static String migrations(int count, String done) {
    return count == 0 ? "" : "%d migration%s %s".formatted(count, count == 1 ? "" : "s", done);
  }

  /** A repeatable migration leaves the database at its revision. */
  private static String way(String from, String to) {
    return Objects.equals(from, to)
        ? ", at " + named(to)
        : ", from %s to %s".formatted(named(from), named(to));
  }

  /** As <code>spec.target</code> names a database where nothing is applied. */
  private static String named(String revision) {
    return revision == null ? "base" : revision;
  }
}

package dev.schemagate.runner.postgres;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look at a session.
 *
 * @param id tells one statement from the next
 * @param query the beginning of its text; never to be shown, since it may hold secrets
 * @param age how long it has run
 * @param waiting what PostgreSQL waits for, as in <code>IO/DataFileRead</code>, or the state of a
 *     session in which no statement runs; null for neither
 * @param progress null where PostgreSQL reports none
 * @param blockers the sessions that it waits for
 */
record Sight(
    String id,
    String query,
    Duration age,
    String waiting,
    ReportedProgress progress,
    List<Backend> blockers) {
  private static final int NAMED = 3;

  /** What is worth a line of its own when it changes; empty for nothing. */
  String news() {
    return Stream.concat(
            Stream.ofNullable(progress).map(ReportedProgress::phase),
            blockers.stream().map(blocker -> Integer.toString(blocker.pid())))
        .collect(Collectors.joining(" "));
  }

  /** Empty when there is nothing to say but that it runs. */
  String inWords() {
    var known =
        Stream.concat(
                Stream.ofNullable(progress).map(ReportedProgress::inWords),
                Stream.ofNullable(blockers.isEmpty() ? null : waitsFor()))
            .collect(Collectors.joining("; "));
    if (!known.isEmpty() || waiting == null) {
      return known;
    }
    return waiting.contains("/") ? "wait event " + waiting : "the session is " + waiting;
  }

  private String waitsFor() {
    var named = blockers.stream().limit(NAMED).map(Backend::inWords);
    var more = blockers.size() - NAMED;
    return "waits for "
        + Stream.concat(named, Stream.ofNullable(more > 0 ? more + " more" : null))
            .collect(Collectors.joining(", and for "));
  }
}

package dev.schemagate.runner.postgres;

import java.time.Duration;

/** Which looks at a statement are worth a line: news at once, the rest at growing intervals. */
final class Cadence {
  static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private String statement;
  private String said;
  private Duration interval;
  private Duration next;

  boolean due(Sight sight) {
    if (!sight.id().equals(statement)) {
      statement = sight.id();
      said = "";
      interval = FIRST_INTERVAL;
      next = FIRST_INTERVAL;
    }
    var news = !sight.news().isEmpty() && !sight.news().equals(said);
    if (sight.age().compareTo(news ? QUIET : next) < 0) {
      return false;
    }
    if (news) {
      said = sight.news();
    } else {
      var twice = interval.multipliedBy(2);
      interval = twice.compareTo(LONGEST_INTERVAL) < 0 ? twice : LONGEST_INTERVAL;
    }
    next = sight.age().plus(interval);
    return true;
  }
}

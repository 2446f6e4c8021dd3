package dev.schemagate.runner.report;

import java.time.Duration;

/** A length of time in words: seconds, or milliseconds where seconds would lie. */
public final class TimeSpan {
  private TimeSpan() {}

  public static String of(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}

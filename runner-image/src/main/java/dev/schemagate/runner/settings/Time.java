package dev.schemagate.runner.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/** Times as they are written: 0, or a number with its unit. */
final class Time {
  private static final Pattern TIME = Pattern.compile("0|([0-9]{1,9})(ms|s|m|h)");

  private Time() {}

  static Duration read(Lookup lookup, Setting setting) {
    var text = lookup.need(setting);
    var time = TIME.matcher(text);
    if (!time.matches()) {
      throw Settings.invalid(
          setting.flag()
              + " ("
              + setting.variable()
              + ") must be 0 or a number with ms, s, m or h");
    }
    if (time.group(1) == null) {
      return Duration.ZERO;
    }
    var duration = of(Long.parseLong(time.group(1)), time.group(2));
    if (duration.toMillis() > Integer.MAX_VALUE) {
      throw Settings.invalid(
          setting.flag()
              + " ("
              + setting.variable()
              + ") must be at most 596h, which is as long as PostgreSQL waits; 0 is for ever");
    }
    return duration;
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}

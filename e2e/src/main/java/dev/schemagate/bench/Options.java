package dev.schemagate.bench;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the command line says.
 *
 * @param names of measurements; empty for all
 * @param runs how often each side of a comparison is measured
 * @param idle how long the operator is watched doing nothing
 */
record Options(List<String> names, int runs, Duration idle, boolean help) {

  /**
   * @throws IllegalArgumentException that says which word is wrong
   */
  static Options parse(String... words) {
    var names = new ArrayList<String>();
    var runs = 15;
    var idle = Duration.ofMinutes(5);
    var help = false;
    var left = Arrays.asList(words).iterator();
    while (left.hasNext()) {
      switch (left.next()) {
        case "--help" -> help = true;
        case "--runs" -> runs = number(left.hasNext() ? left.next() : "");
        case "--idle" -> idle = duration(left.hasNext() ? left.next() : "");
        case String option when option.startsWith("-") ->
            throw new IllegalArgumentException("unknown option: " + option);
        case String name -> names.add(name);
      }
    }
    return new Options(names, runs, idle, help);
  }

  boolean wants(Measurement measurement) {
    return names.isEmpty() || names.contains(measurement.name());
  }

  private static int number(String word) {
    if (word.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(word);
    }
    throw new IllegalArgumentException("--runs wants a number, for example 15");
  }

  private static Duration duration(String word) {
    try {
      return Duration.parse("PT" + word);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("--idle wants a duration, for example 300s", e);
    }
  }
}

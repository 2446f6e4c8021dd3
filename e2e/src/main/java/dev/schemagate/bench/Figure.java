package dev.schemagate.bench;

import java.util.List;
import java.util.Locale;

/**
 * A line of the table.
 *
 * @param name with its unit
 * @param other what it is compared with, measured in the same run; null when there is nothing
 * @param target null when it is only there to explain another
 * @param notes what else to know, a line each
 */
record Figure(String name, Samples ours, Samples other, Target target, List<String> notes) {

  static Figure of(String name, Samples ours, Target target, String... notes) {
    return new Figure(name, ours, null, target, List.of(notes));
  }

  static Figure beside(String name, Samples ours, Samples other, Target target, String... notes) {
    return new Figure(name, ours, other, target, List.of(notes));
  }

  /** Of the medians. */
  double ratio() {
    return ours.median() / other.median();
  }

  @Override
  public String toString() {
    var alone = name + ": " + number(ours.median());
    return other == null ? alone : alone + " | " + number(other.median());
  }

  static String number(double value) {
    var whole = Math.abs(value) >= 100 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", value);
  }
}

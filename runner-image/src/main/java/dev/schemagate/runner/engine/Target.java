package dev.schemagate.runner.engine;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.util.regex.Pattern;

/** Where a run should bring the database, in Alembic's words. */
public sealed interface Target {
  /** The revision of a database where nothing is applied. */
  String BASE = "base";

  /** The newest revision of the source. */
  record Head() implements Target {
    @Override
    public String toString() {
      return "head";
    }
  }

  /** Nothing applied. */
  record Base() implements Target {
    @Override
    public String toString() {
      return BASE;
    }
  }

  /** One revision of the source, numbers with dots between them. */
  record Version(String version) implements Target {
    @Override
    public String toString() {
      return version;
    }
  }

  /**
   * Counted from where the database is.
   *
   * @param steps how many migrations up, or down when negative
   */
  record Relative(int steps) implements Target {
    @Override
    public String toString() {
      return "%+d".formatted(steps);
    }
  }

  Pattern VERSION = Pattern.compile("[Vv]?([0-9]+(?:[._][0-9]+)*)");
  Pattern RELATIVE = Pattern.compile("[+-][0-9]{1,6}");

  /**
   * Reads <code>head</code>, <code>base</code>, <code>+N</code>, <code>-N</code>, or a version as a
   * migration's file name or its history writes it.
   */
  static Target parse(String text) {
    if (text.equals("head")) {
      return new Head();
    }
    if (text.equals(BASE)) {
      return new Base();
    }
    if (RELATIVE.matcher(text).matches()) {
      return new Relative(Integer.parseInt(text));
    }
    var version = VERSION.matcher(text);
    if (!version.matches()) {
      throw RunFailed.because(
          Failure.InvalidArguments,
          "target \""
              + text
              + "\" is none of head, base, +N, -N, or a version such as 8 or 20261120.2");
    }
    return new Version(version.group(1).replace('_', '.'));
  }
}

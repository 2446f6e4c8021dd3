package dev.schemagate.runner.engine;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.util.regex.Pattern;

/** Where a run should bring the database. */
public sealed interface Target {
  /** The newest revision of the source. */
  record Head() implements Target {
    @Override
    public String toString() {
      return "head";
    }
  }

  /** One revision of the source, numbers with dots between them. */
  record Version(String version) implements Target {
    @Override
    public String toString() {
      return version;
    }
  }

  Pattern VERSION = Pattern.compile("[Vv]?([0-9]+(?:[._][0-9]+)*)");

  /**
   * Reads <code>head</code>, or a version as a migration's file name or its history writes it.
   * Nothing relative: <code>+1</code> means something else at every attempt.
   */
  static Target parse(String text) {
    if (text.equals("head")) {
      return new Head();
    }
    var version = VERSION.matcher(text);
    if (!version.matches()) {
      throw RunFailed.because(
          Failure.InvalidArguments,
          "target \"" + text + "\" is neither head nor a version such as 8 or 20261120.2");
    }
    return new Version(version.group(1).replace('_', '.'));
  }
}

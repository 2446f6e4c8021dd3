package dev.schemagate.runner.report;

import java.io.PrintStream;

/**
 * What a person who reads the pod's log sees: progress on one stream, what went wrong on another.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream data;
  private final boolean colours;

  public Console(PrintStream out, PrintStream err, boolean colours) {
    this(out, err, out, colours);
  }

  private Console(PrintStream out, PrintStream err, PrintStream data, boolean colours) {
    this.out = out;
    this.err = err;
    this.data = data;
    this.colours = colours;
  }

  public void say(String line) {
    out.println(printable(line));
  }

  /** What was asked for, as against how it went. */
  public void data(String text) {
    data.println(text);
  }

  /** The same, but only {@link #data} on standard output: a program reads that. */
  public Console aside() {
    return new Console(err, err, data, colours);
  }

  public void warn(String line) {
    err.println(coloured("33", "warning: ") + printable(line));
  }

  public void error(String line) {
    err.println(coloured("1;31", "error: ") + printable(line));
  }

  /** The stack of an exception in the user's own Java. */
  public void trace(String stack) {
    err.println(stack);
  }

  /** A defect of Schemagate, where nothing but a stack trace helps anyone. */
  public void bug(Throwable defect) {
    defect.printStackTrace(err);
  }

  /** Words from elsewhere must not steer a terminal. */
  private static String printable(String line) {
    return line.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }

  private String coloured(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

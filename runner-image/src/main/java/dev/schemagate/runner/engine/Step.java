package dev.schemagate.runner.engine;

/** One thing that a run will do. */
public sealed interface Step {
  /** The migration's revision; null for a repeatable one. */
  String revision();

  /** The migration's file, relative to the source. */
  String script();

  /** Run a migration and record it. */
  record Apply(String revision, String script) implements Step {}

  /**
   * Take a migration back.
   *
   * @param script the file that undoes it; null when it is only taken out of the history
   */
  record Undo(String revision, String script) implements Step {}

  /** Record a migration as applied and run nothing. */
  record Stamp(String revision, String script) implements Step {}
}

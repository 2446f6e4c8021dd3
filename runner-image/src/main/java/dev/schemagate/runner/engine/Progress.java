package dev.schemagate.runner.engine;

import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.report.Console;

/** Says each migration as it begins and ends, and lets none begin once the run is told to stop. */
public final class Progress {
  private final Console console;
  private final Interruption interruption;
  private long began;
  private int applied;
  private int undone;
  private String stamped;

  public Progress(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  public void begin(String migration) {
    interruption.check();
    began = System.nanoTime();
    console.say("running " + migration);
  }

  public void applied(String migration) {
    applied++;
    console.say("applied " + migration + " in " + millis() + " ms");
  }

  public void undone(String migration) {
    undone++;
    console.say("undone with " + migration + " in " + millis() + " ms");
  }

  /** The history was made to say this revision, and nothing was run for it. */
  public void stamped(String revision) {
    stamped = revision;
    console.say("stamped " + revision);
  }

  private long millis() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  /** How many migrations this run has undone. */
  public int undone() {
    return undone;
  }

  /** The revision that this run stamped; null when it stamped none. */
  public String stamped() {
    return stamped;
  }

  /** How many migrations this run has applied. */
  public int applied() {
    return applied;
  }
}

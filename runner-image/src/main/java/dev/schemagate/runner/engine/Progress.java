package dev.schemagate.runner.engine;

import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.report.Console;

/** Says each migration as it begins and ends, and lets none begin once the run is told to stop. */
public final class Progress {
  private final Console console;
  private final Interruption interruption;
  private long began;
  private int applied;

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
    console.say("applied " + migration + " in " + (System.nanoTime() - began) / 1_000_000 + " ms");
  }

  /** How many migrations this run has applied. */
  public int applied() {
    return applied;
  }
}

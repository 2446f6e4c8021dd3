package dev.schemagate.runner;

import java.util.Random;

/** How long the tests with random moments go on: <code>-Psoak</code> is the long form. */
final class Soak {
  private static final boolean LONG = Boolean.getBoolean("schemagate.soak");

  private Soak() {}

  static int rounds(int inShort, int inLong) {
    return LONG ? inLong : inShort;
  }

  /** Says its seed; <code>-Dschemagate.seed</code> brings a failure back. */
  static Random random(String test) {
    var seed = Long.getLong("schemagate.seed", System.nanoTime());
    say(test + ": -Dschemagate.seed=" + seed);
    return new Random(seed);
  }

  static void say(String line) {
    System.out.println(line);
  }
}

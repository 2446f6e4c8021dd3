package dev.schemagate.demo;

import java.util.ArrayList;
import java.util.List;

/** Says what happens, as it happens, and at the end how long each step took. */
final class Steps {

  private record Step(String name, long began) {}

  private final long began = System.nanoTime();
  private final boolean colours = System.console() != null && System.getenv("NO_COLOR") == null;
  private final List<Step> steps = new ArrayList<>();
  private boolean summarized;

  synchronized void begin(String name) {
    steps.add(new Step(name, System.nanoTime()));
    System.out.printf("%n%s%s%s%n", colours ? "\033[1m" : "", name, colours ? "\033[0m" : "");
  }

  /** One or more lines, with the seconds since the start. */
  synchronized void say(String text) {
    for (var line : text.strip().split("\n")) {
      System.out.printf("%7.1f s  %s%n", seconds(began, System.nanoTime()), line);
    }
  }

  synchronized void summary() {
    if (summarized) {
      return;
    }
    summarized = true;
    System.out.printf("%nTime that each step took:%n");
    var end = System.nanoTime();
    for (int i = 0; i < steps.size(); i++) {
      var until = i + 1 < steps.size() ? steps.get(i + 1).began : end;
      System.out.printf("%7.1f s  %s%n", seconds(steps.get(i).began, until), steps.get(i).name);
    }
    System.out.printf("%7.1f s  in all%n", seconds(began, end));
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}

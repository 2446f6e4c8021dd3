package dev.schemagate.bench;

import java.util.Locale;

/** What a figure should be: at most that much, by itself or in relation to the other. */
record Target(double limit, boolean ofRatio) {

  static Target atMost(double limit) {
    return new Target(limit, false);
  }

  static Target ratioAtMost(double limit) {
    return new Target(limit, true);
  }

  boolean isMet(Figure figure) {
    return (ofRatio ? figure.ratio() : figure.ours().median()) <= limit;
  }

  @Override
  public String toString() {
    return ofRatio
        ? String.format(Locale.ROOT, "<= %.2f x", limit)
        : "<= " + Figure.number(limit).strip();
  }
}

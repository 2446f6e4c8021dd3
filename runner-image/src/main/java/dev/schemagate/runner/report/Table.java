package dev.schemagate.runner.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows of words in columns. */
public final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** As many words as there are headings; null leaves a cell empty, a time is cut to seconds. */
  public void row(Object... cells) {
    var row = new ArrayList<String>();
    for (var cell : cells) {
      row.add(text(cell).replaceAll("\\p{Cntrl}", " "));
    }
    rows.add(row);
  }

  private static String text(Object cell) {
    if (cell instanceof Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    return Objects.toString(cell, "");
  }

  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP);
        line.append(row.get(column));
        line.repeat(' ', width(column) - length(row.get(column)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

package dev.schemagate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as a table of text, medians first, with each figure's notes below. */
final class Table {

  private static final List<String> HEAD =
      List.of("figure", "ours", "other", "ratio", "target", "", "n", "min-max", "other's");

  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));
  private final List<String> notes = new ArrayList<>();

  void add(Figure figure) {
    rows.add(
        List.of(
            figure.name(),
            Figure.number(figure.ours().median()),
            figure.other() == null ? "" : Figure.number(figure.other().median()),
            figure.other() == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratio()),
            figure.target() == null ? "" : figure.target().toString(),
            verdict(figure),
            Integer.toString(figure.ours().count()),
            range(figure.ours()),
            figure.other() == null ? "" : range(figure.other())));
    figure.notes().forEach(note -> notes.add(figure.name() + ": " + note));
  }

  void failed(String name, String why) {
    rows.add(List.of(name, "-", "", "", "", "not measured", "", "", ""));
    notes.add(name + ": " + why);
  }

  private static String verdict(Figure figure) {
    return figure.target() == null ? "" : figure.target().isMet(figure) ? "met" : "MISSED";
  }

  private static String range(Samples samples) {
    return samples.count() < 2
        ? ""
        : Figure.number(samples.min()) + "-" + Figure.number(samples.max());
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        // the first and the verdict are words, the rest numbers
        var format = (column == 0 || column == 5 ? "%-" : "%") + width(column) + "s  ";
        line.append(String.format(Locale.ROOT, format, row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    notes.forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }

  private int width(int column) {
    return Math.max(1, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1));
  }
}

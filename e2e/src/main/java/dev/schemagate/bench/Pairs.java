package dev.schemagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two programs in turns, so that whatever else the machine does is in both. */
record Pairs(Samples ours, Samples theirs) {

  private static final int WARM_UP = 2;
  private static final int PEAKS = 3;

  /** A program that is ready to run, on a database as it must find it. */
  interface Prepared {
    Program next() throws IOException, SQLException;
  }

  static Pairs of(int rounds, Prepared ours, Prepared theirs)
      throws IOException, InterruptedException, SQLException {
    var pairs = new Pairs(new Samples(), new Samples());
    for (int i = -WARM_UP; i < rounds; i++) {
      var our = ours.next().millis();
      var their = theirs.next().millis();
      if (i >= 0) {
        pairs.ours.add(our);
        pairs.theirs.add(their);
      }
    }
    return pairs;
  }

  Figure figure(String name, double ratio, String... notes) {
    var ratios = ours.by(theirs);
    var all = new ArrayList<String>();
    all.add(
        String.format(
            Locale.ROOT,
            "by rounds, the ratio's median is %.2f (%.2f-%.2f)",
            ratios.median(),
            ratios.min(),
            ratios.max()));
    all.addAll(List.of(notes));
    return new Figure(name, ours, theirs, Target.ratioAtMost(ratio), all);
  }

  /** The memory of each, which has no target. */
  static Figure memory(String name, Prepared ours, Prepared theirs)
      throws IOException, InterruptedException, SQLException {
    var our = new Samples();
    var their = new Samples();
    for (int i = 0; i < PEAKS; i++) {
      our.add(ours.next().peakMegabytes());
      their.add(theirs.next().peakMegabytes());
    }
    return Figure.beside(name, our, their, null);
  }
}

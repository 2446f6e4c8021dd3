package dev.schemagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A first run with many scripts: what proof, progress and report cost when there is much to do. */
record ManyScripts() implements Measurement {

  private static final int ROUNDS = 10;
  private static final Scripts SCRIPTS = new Scripts(500);

  @Override
  public String name() {
    return "scripts";
  }

  @Override
  public String title() {
    return "migrate with %d scripts on an empty database, beside plain Flyway"
        .formatted(SCRIPTS.count());
  }

  @Override
  public boolean inCluster() {
    return false;
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException {
    try (var work = WorkFolder.create()) {
      var folder = work.folder("flyway");
      SCRIPTS.forFlyway(folder);
      var server = LocalServer.of(bed.postgres());
      var plain = new Plain(folder);
      try (var runner = Runner.open(bed, folder)) {
        Pairs.Prepared ours = () -> runner.program(server.create(), "migrate");
        Pairs.Prepared theirs = () -> plain.program(server.create());
        return List.of(
            Pairs.of(ROUNDS, ours, theirs).figure("scripts: migrate | plain Flyway, ms", 1.05),
            Pairs.memory("scripts: peak memory | plain Flyway's, MB", ours, theirs));
      }
    }
  }
}

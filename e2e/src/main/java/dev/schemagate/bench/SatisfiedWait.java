package dev.schemagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** An init container that waits for a revision that is there: each start of a pod pays for it. */
record SatisfiedWait(int rounds) implements Measurement {

  private static final Scripts SCRIPTS = new Scripts(8);

  @Override
  public String name() {
    return "wait";
  }

  @Override
  public String title() {
    return "wait for a revision that is applied, beside plain Flyway's no-op";
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
      var database = LocalServer.of(bed.postgres()).create();
      var plain = new Plain(folder);
      plain.program(database).millis();
      try (var runner = Runner.open(bed, folder)) {
        var revision = Integer.toString(SCRIPTS.count());
        Pairs.Prepared ours = () -> runner.program(database, "wait", "--revision", revision);
        Pairs.Prepared theirs = () -> plain.program(database);
        return List.of(
            Pairs.of(rounds, ours, theirs).figure("wait: wait | plain Flyway's no-op, ms", 0.35),
            Pairs.memory("wait: peak memory | plain Flyway's, MB", ours, theirs));
      }
    }
  }
}

package dev.schemagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A run that finds nothing to do, which is what most runs are: each restart of a pod is one. */
record NoOp(int rounds) implements Measurement {

  private static final Scripts SCRIPTS = new Scripts(8);

  @Override
  public String name() {
    return "noop";
  }

  @Override
  public String title() {
    return "migrate on a current database, beside plain Flyway and plain Alembic";
  }

  @Override
  public boolean inCluster() {
    return false;
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException {
    try (var work = WorkFolder.create()) {
      SCRIPTS.forFlyway(work.folder("flyway"));
      var server = LocalServer.of(bed.postgres());
      var database = server.create();
      var plain = new Plain(work.folder("flyway"));
      plain.program(database).millis();
      try (var runner = Runner.open(bed, work.folder("flyway"))) {
        Pairs.Prepared ours = () -> runner.program(database, "migrate");
        Pairs.Prepared flyway = () -> plain.program(database);
        var figures = new ArrayList<Figure>();
        figures.add(
            Pairs.of(rounds, ours, flyway).figure("noop: migrate | plain Flyway, ms", 0.38));
        figures.add(Pairs.memory("noop: peak memory | plain Flyway's, MB", ours, flyway));
        figures.addAll(besideAlembic(bed, work, server, ours));
        return figures;
      }
    }
  }

  private List<Figure> besideAlembic(
      Bed bed, WorkFolder work, LocalServer server, Pairs.Prepared ours)
      throws InterruptedException, SQLException {
    try {
      var project = Alembic.create(bed, work.folder("alembic"), SCRIPTS, server.create());
      Pairs.Prepared alembic = project::upgrade;
      return List.of(
          Pairs.of(rounds, ours, alembic).figure("noop: migrate | alembic upgrade head, ms", 0.45),
          Pairs.memory("noop: peak memory | alembic's, MB", ours, alembic));
    } catch (IOException e) {
      bed.say("  not measured beside Alembic: " + e.getMessage());
      return List.of();
    }
  }
}

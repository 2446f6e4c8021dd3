package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** What it takes to make the history say that the database is at a revision. */
record Stamp(Configuration configuration, FlywaySource source) {
  /** In the history's row where a history begins by a stamp. */
  static final String DESCRIPTION = "stamped by Schemagate";

  Plan plan(Target target) {
    var history = History.read(configuration);
    new Validation(history, source).refuseBroken();
    var wanted = new Targets(history).resolve(target);
    var steps = steps(history, wanted);
    return new Plan(Plan.Kind.Stamp, history.state(), Targets.name(wanted), steps, false);
  }

  private static List<Step> steps(History history, MigrationVersion wanted) {
    if (wanted == null) {
      return List.of();
    }
    if (!history.exists()) {
      return wanted == MigrationVersion.EMPTY
          ? List.of()
          : List.of(new Step.Stamp(wanted.toString(), history.script(wanted)));
    }
    var undone = Downgrade.above(history, wanted);
    var steps = new ArrayList<Step>();
    for (var row : undone) {
      if (row.getType().isBaseline() && row.getType() != CoreMigrationType.BASELINE) {
        throw RunFailed.because(
            Failure.IrreversibleMigration,
            "can't stamp below "
                + row.getVersion()
                + ": the history begins with "
                + row.getScript()
                + ", and Flyway knows nothing before it");
      }
      steps.add(new Step.Undo(row.getVersion().toString(), null));
    }
    var unbased = undone.stream().anyMatch(row -> row.getType().isBaseline());
    Stream.concat(history.missing(), unbased ? history.belowBaseline() : Stream.empty())
        .filter(migration -> migration.getVersion().compareTo(wanted) <= 0)
        .map(migration -> new Step.Stamp(version(migration), migration.getScript()))
        .forEach(steps::add);
    return steps;
  }

  private static String version(MigrationInfoImpl migration) {
    return migration.getVersion().toString();
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.FlywayExecutor;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** What has to be undone to be at a lower version, newest first; refused unless all of it can. */
record Downgrade(History history, Configuration configuration, FlywaySource source) {

  private record Obstacle(MigrationInfoImpl migration, String why) {}

  List<Step> steps(MigrationVersion target) {
    var rows = above(history, target);
    var undo = UndoScripts.of(configuration);
    var obstacles =
        new FlywayExecutor(configuration)
            .execute(
                (resolver, table, database, schema, schemas, callbacks, interceptor) ->
                    obstacles(rows, undo, database),
                true,
                null);
    if (!obstacles.isEmpty()) {
      throw irreversible(obstacles);
    }
    return rows.stream()
        .<Step>map(
            row ->
                new Step.Undo(
                    row.getVersion().toString(), undo.script(row.getVersion()).orElseThrow()))
        .toList();
  }

  /** In the reverse of the order in which they ran, which is not always that of versions. */
  static List<MigrationInfoImpl> above(History history, MigrationVersion target) {
    return history
        .inEffect()
        .filter(row -> row.getVersion().compareTo(target) > 0)
        .sorted(Comparator.comparing(MigrationInfoImpl::getInstalledRank).reversed())
        .toList();
  }

  private List<Obstacle> obstacles(
      List<MigrationInfoImpl> rows, UndoScripts undo, Database<?> database) {
    var obstacles = new ArrayList<Obstacle>();
    for (var row : rows) {
      irreversible(row)
          .or(() -> missing(row, undo))
          .or(() -> undo.obstacle(row.getVersion(), database, configuration, source))
          .ifPresent(why -> obstacles.add(new Obstacle(row, why)));
    }
    return obstacles;
  }

  private static Optional<String> irreversible(MigrationInfoImpl row) {
    if (row.getType().isBaseline()) {
      return Optional.of("is where the history begins: what is in it was never recorded");
    }
    if (row.getState() == MigrationState.FUTURE_SUCCESS
        || row.getState() == MigrationState.MISSING_SUCCESS) {
      return Optional.of("is not in this source: only one that has it can undo it");
    }
    if (row.getType() != CoreMigrationType.SQL) {
      return Optional.of("is not written in SQL (" + row.getType().name() + ")");
    }
    return Optional.empty();
  }

  private Optional<String> missing(MigrationInfoImpl row, UndoScripts undo) {
    if (undo.script(row.getVersion()).isPresent()) {
      return Optional.empty();
    }
    var file = Path.of(row.getScript());
    var name = file.getFileName().toString();
    var twin = UndoNaming.PREFIX + name.substring(configuration.getSqlMigrationPrefix().length());
    return Optional.of("has no undo script: write " + file.resolveSibling(twin));
  }

  private static RunFailed irreversible(List<Obstacle> obstacles) {
    var reasons =
        obstacles.stream().map(one -> one.migration().getVersion() + " " + one.why()).toList();
    var first = obstacles.getFirst().migration();
    return new RunFailed(
        RunError.of(Failure.IrreversibleMigration, String.join("; ", reasons))
            .in(first.getVersion().toString(), first.getScript())
            .remedy(
                "Nothing was run. Mend each of them, or undo by a new migration that goes forward"),
        null);
  }
}

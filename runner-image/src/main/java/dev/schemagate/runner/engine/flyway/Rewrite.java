package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.report.RunFailed;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.flywaydb.core.FlywayExecutor;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.callback.CallbackExecutor;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.database.base.Schema;
import org.flywaydb.core.internal.info.MigrationInfoImpl;
import org.flywaydb.core.internal.jdbc.JdbcTemplate;
import org.flywaydb.core.internal.jdbc.TransactionalExecutionTemplate;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;
import org.flywaydb.core.internal.sqlscript.DefaultSqlScriptExecutor;

/**
 * Changes a history other than by migrating: what is undone becomes a row of type DELETE, as
 * Flyway's <code>repair</code> writes it, so that every free command of Flyway understands it. All
 * of it in one transaction with the scripts that undo.
 */
record Rewrite(
    Configuration configuration, Progress progress, Function<FlywayException, RunFailed> failure) {

  void run(List<Step> steps) {
    var undo = UndoScripts.of(configuration);
    new FlywayExecutor(configuration)
        .<Void>execute(
            (resolver, table, database, schema, schemas, callbacks, interceptor) -> {
              var history = History.read(configuration, null, resolver, table, database, schemas);
              var work = new Work(history, undo, table, database, schema, callbacks);
              var connection = database.getMainConnection().getJdbcConnection();
              try {
                return new TransactionalExecutionTemplate(connection, true)
                    .execute(
                        () -> {
                          for (var step : steps) {
                            run(step, work);
                          }
                          return null;
                        });
              } catch (RuntimeException e) {
                progress.rolledBack();
                throw e;
              }
            },
            true,
            null);
  }

  private record Work(
      History history,
      UndoScripts undo,
      SchemaHistory table,
      Database<?> database,
      Schema<?, ?> schema,
      CallbackExecutor<Event> callbacks) {}

  private void run(Step step, Work work) throws SQLException {
    switch (step) {
      case Step.Undo(var revision, var script) -> {
        var row =
            work.history()
                .inEffect()
                .filter(one -> one.getVersion().toString().equals(revision))
                .findFirst()
                .orElseThrow();
        if (script != null) {
          progress.begin(script, work.undo().file(row.getVersion())::lineOf);
          undo(row, script, work);
          progress.undone(script);
        }
        delete(row, work);
      }
      case Step.Stamp(var revision, var script) -> stamp(revision, script, work);
      case Step.Apply(_, var script) ->
          throw new IllegalArgumentException("Flyway itself applies " + script);
    }
  }

  private void undo(MigrationInfoImpl row, String script, Work work) {
    var connection = work.database().getMainConnection();
    connection.restoreOriginalState();
    connection.changeCurrentSchemaTo(work.schema());
    var template =
        new JdbcTemplate(connection.getJdbcConnection(), work.database().getDatabaseType());
    try {
      new DefaultSqlScriptExecutor(template, work.callbacks(), true, false, false, null)
          .execute(
              work.undo().parse(row.getVersion(), work.database(), configuration), configuration);
    } catch (FlywayException e) {
      throw undoFailed(failure.apply(e), row.getVersion().toString(), script);
    }
  }

  private static RunFailed undoFailed(RunFailed failed, String revision, String script) {
    var error = failed.error();
    var again =
        switch (error.reason()) {
          case LockTimeout, Conflict, ConnectionLost, Interrupted -> " and can be run again";
          default -> ": nothing was undone. Correct the file and run again";
        };
    var reason =
        NO_TRANSACTION.equals(error.sqlState()) ? Failure.IrreversibleMigration : error.reason();
    return new RunFailed(
        RunError.of(reason, error.message())
            .sql(error.sqlState(), error.detail(), error.hint())
            .in(revision, error.file() == null ? script : error.file())
            .at(error.line(), error.column())
            .remedy("The whole downgrade was rolled back" + again),
        failed);
  }

  /** SQLSTATE of a statement that can't run in a transaction. */
  private static final String NO_TRANSACTION = "25001";

  private static void delete(MigrationInfoImpl row, Work work) throws SQLException {
    if (row.getType() == CoreMigrationType.BASELINE) {
      // Flyway knows of no later row that would take a baseline back.
      work.database()
          .getMainConnection()
          .getJdbcTemplate()
          .update(
              "DELETE FROM " + work.table() + " WHERE \"installed_rank\" = ?",
              row.getInstalledRank());
      work.table().clearCache();
    } else {
      work.table().delete(row.getAppliedMigration());
    }
  }

  private static void stamp(String revision, String script, Work work) {
    var migration =
        work.history().all().stream()
            .filter(one -> one.getAppliedMigration() == null)
            .filter(one -> one.getScript().equals(script))
            .filter(one -> one.getVersion().toString().equals(revision))
            .findFirst()
            .orElseThrow();
    work.table()
        .addAppliedMigration(
            migration.getVersion(),
            migration.getDescription(),
            migration.getType(),
            script,
            migration.getResolvedMigration().getChecksum(),
            0,
            true);
  }
}

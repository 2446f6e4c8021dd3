package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.RunFailed;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/**
 * What Flyway threw, as a reason and words. By the classes in the chain and PostgreSQL's SQLSTATE:
 * Flyway's own codes call a division by zero a lost connection.
 */
record FlywayFailure(FlywaySource source, boolean interrupted) {

  RunFailed of(FlywayException e) {
    var own = find(e, RunFailed.class);
    if (own.isPresent()) {
      return own.get();
    }
    var sql = SqlError.within(e);
    return sql.isPresent() ? ofSql(e, sql.get()) : ofFlyway(e);
  }

  private RunFailed ofSql(FlywayException e, SqlError sql) {
    var migrate = find(e, FlywayMigrateException.class);
    var script = find(e, FlywaySqlScriptException.class);
    if (migrate.isEmpty() && script.isEmpty()) {
      return failed(sql.failure(true), source.redaction().apply(sql.words()), sql.sqlState(), e);
    }
    var inTransaction = migrate.map(FlywayMigrateException::isExecutableInTransaction).orElse(true);
    var migration = migrate.map(FlywayMigrateException::getMigration);
    var file =
        script
            .map(s -> s.getResource().getAbsolutePathOnDisk())
            .map(source::relative)
            .or(() -> migration.map(MigrationInfo::getScript))
            .orElse("a callback");
    var line = script.map(s -> sql.line(s.getStatement(), s.getLineNumber()));
    var cancelled = interrupted && sql.sqlState().equals(SqlError.QUERY_CANCELED);
    var reason = cancelled ? Failure.Interrupted : sql.failure(inTransaction);
    return new RunFailed(
        new RunError(
            reason,
            (cancelled ? "told to stop in the middle of it: " : "")
                + source.redaction().apply(sql.words())
                + ". "
                + (inTransaction ? rolledBack(reason) : HALF_WAY),
            migration.map(MigrationInfo::getVersion).map(Object::toString).orElse(null),
            file,
            line.orElse(null),
            sql.sqlState()),
        e);
  }

  private static final String HALF_WAY =
      "It ran outside of a transaction: what it did before stays. Complete or undo that, delete"
          + " its row (success = false) from flyway_schema_history, correct the file, and run"
          + " again";

  private static String rolledBack(Failure reason) {
    return switch (reason) {
      case LockTimeout, Conflict, ConnectionLost, Interrupted ->
          "It was rolled back and can be run again";
      case InsufficientPrivilege ->
          "It was rolled back; grant what is missing, or set a role that may, and run again";
      default -> "It was rolled back; correct the file and run again";
    };
  }

  private RunFailed ofFlyway(FlywayException e) {
    if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return failed(
          Failure.NotAdopted,
          "the schema has tables but no flyway_schema_history: nobody knows which migrations are"
              + " in it. Record that once with Flyway's baseline command, and run again",
          null,
          e);
    }
    var words = source.redaction().apply(oneLine(e.getMessage()));
    var migrate = find(e, FlywayMigrateException.class).map(FlywayMigrateException::getMigration);
    if (migrate.isPresent() && find(e, FlywayValidateException.class).isEmpty()) {
      var migration = migrate.get();
      var version = migration.getVersion() == null ? null : migration.getVersion().toString();
      var error =
          new RunError(Failure.MigrationFailed, words, version, migration.getScript(), null, null);
      return new RunFailed(error, e);
    }
    return failed(Failure.ValidationFailed, words, null, e);
  }

  private static RunFailed failed(Failure reason, String message, String sqlState, Throwable e) {
    return new RunFailed(new RunError(reason, message, null, null, null, sqlState), e);
  }

  /** Flyway underlines headings and hangs a "See ..." below; a status has one line. */
  private static String oneLine(String message) {
    return message == null
        ? "Flyway gave no reason"
        : message
            .replaceAll("(?m)^See https?:.*$|^Need more flexibility.*$|^-{3,}$", "")
            .replaceAll("\\s+", " ")
            .strip();
  }

  private static <T> Optional<T> find(Throwable failure, Class<T> type) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.RunFailed;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
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
    if (migrate.isEmpty() && script.isEmpty() && JavaTrace.within(e).isEmpty()) {
      return new RunFailed(sql.error(sql.failure(true), source.redaction()), e);
    }
    var inTransaction = migrate.map(FlywayMigrateException::isExecutableInTransaction).orElse(true);
    var migration = migrate.map(FlywayMigrateException::getMigration);
    var file =
        script
            .map(s -> s.getResource().getAbsolutePathOnDisk())
            .map(source::relative)
            .or(() -> migration.map(MigrationInfo::getScript))
            .or(() -> JavaTrace.within(e).map(JavaTrace::className))
            .orElse("a callback");
    var cancelled = interrupted && sql.sqlState().equals(SqlError.QUERY_CANCELED);
    var reason = cancelled ? Failure.Interrupted : sql.failure(inTransaction);
    var said =
        cancelled
            ? RunError.of(reason, "told to stop in the middle of it")
                .sql(sql.sqlState(), null, null)
            : sql.error(reason, source.redaction());
    var error =
        said.in(version(migration), file).remedy(inTransaction ? rolledBack(reason) : HALF_WAY);
    var place = script.map(s -> place(sql, s));
    return new RunFailed(
        place
            .map(p -> error.at(p.line(), p.column() == 0 ? null : p.column()))
            .or(() -> JavaTrace.within(e).map(trace -> error.at(trace.line(), null)))
            .orElse(error),
        e);
  }

  private Script.Place place(SqlError sql, FlywaySqlScriptException script) {
    return Script.read(script.getResource().getAbsolutePathOnDisk())
        .of(source)
        .place(sql, script.getStatement(), script.getLineNumber());
  }

  private static String version(Optional<MigrationInfo> migration) {
    return migration.map(MigrationInfo::getVersion).map(Object::toString).orElse(null);
  }

  private static final Pattern UNREADABLE =
      Pattern.compile("Unable to calculate checksum of (.+?)(?: Please ensure.*)?$");

  private static final String HALF_WAY =
      "It ran outside of a transaction: what it did before stays. Complete or undo that, correct"
          + " the file, forget the failure (schemagate repair), and run again";

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
      return Planner.notAdopted(source);
    }
    var trace = JavaTrace.within(e);
    if (trace.isPresent()) {
      return new RunFailed(ofJava(e, trace.get()), e);
    }
    if (find(e, CharacterCodingException.class).isPresent()) {
      return new RunFailed(ofEncoding(e), e);
    }
    var words = source.redaction().apply(oneLine(e.getMessage()));
    var migrate = find(e, FlywayMigrateException.class).map(FlywayMigrateException::getMigration);
    if (migrate.isPresent() && find(e, FlywayValidateException.class).isEmpty()) {
      var migration = migrate.get();
      var error =
          RunError.of(Failure.MigrationFailed, words).in(version(migrate), migration.getScript());
      return new RunFailed(error, e);
    }
    return new RunFailed(RunError.of(Failure.ValidationFailed, words), e);
  }

  private RunError ofEncoding(FlywayException e) {
    var encoding = source.settings().getOrDefault("flyway.encoding", "UTF-8");
    var file = UNREADABLE.matcher(oneLine(e.getMessage()));
    return RunError.of(Failure.ValidationFailed, "not written in " + encoding)
        .in(null, file.lookingAt() ? file.group(1) : "a script")
        .remedy("Name its character set (encoding), or save it as " + encoding);
  }

  private RunError ofJava(FlywayException e, JavaTrace trace) {
    var migrate = find(e, FlywayMigrateException.class);
    var migration = migrate.map(FlywayMigrateException::getMigration);
    var inTransaction = migrate.map(FlywayMigrateException::isExecutableInTransaction).orElse(true);
    return RunError.of(Failure.MigrationFailed, source.redaction().apply(trace.words()))
        .in(version(migration), migration.map(MigrationInfo::getScript).orElse(trace.className()))
        .at(trace.line(), null)
        .remedy(inTransaction ? rolledBack(Failure.MigrationFailed) : HALF_WAY);
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

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.RunFailed;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.flywaydb.core.internal.sqlscript.SqlScript;

/**
 * The scripts that take migrations back: <code>U2__orders.sql</code> for <code>V2__orders.sql
 * </code> . Flyway's free edition passes them over.
 *
 * @param files where their configuration is looked for as well
 */
record UndoScripts(Map<MigrationVersion, LoadableResource> byVersion, ResourceProvider files) {
  /** All is undone, or nothing: no script may commit what the next one may yet fail to complete. */
  private static final Pattern ENDS_TRANSACTION =
      Pattern.compile(
          "(?:COMMIT|END|ABORT|PREPARE\\s+TRANSACTION"
              + "|ROLLBACK(?!\\s+(?:WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b",
          Pattern.CASE_INSENSITIVE);

  static UndoScripts of(Configuration configuration) {
    var files = FlywayConfiguration.files(configuration);
    var names = new ResourceNameParser(configuration);
    var scripts = new TreeMap<MigrationVersion, LoadableResource>();
    for (var file :
        files.getResources(UndoNaming.PREFIX, configuration.getSqlMigrationSuffixes())) {
      var name = names.parse(file.getFilename());
      if (name.isValid() && name.getPrefix().equals(UndoNaming.PREFIX)) {
        var other = scripts.put(name.getVersion(), file);
        if (other != null) {
          throw RunFailed.because(
              Failure.ValidationFailed,
              "two scripts undo "
                  + name.getVersion()
                  + ": "
                  + other.getRelativePath()
                  + " and "
                  + file.getRelativePath());
        }
      }
    }
    return new UndoScripts(scripts, files);
  }

  /** The script's file, relative to the source. */
  Optional<String> script(MigrationVersion version) {
    return Optional.ofNullable(version).map(byVersion::get).map(LoadableResource::getRelativePath);
  }

  Script file(MigrationVersion version) {
    return Script.read(byVersion.get(version).getAbsolutePathOnDisk());
  }

  /** The script, parsed as Flyway parses a migration. */
  SqlScript parse(MigrationVersion version, Database<?> database, Configuration configuration) {
    var context = new ParsingContext();
    context.populate(database, configuration);
    return database
        .getDatabaseType()
        .createSqlScriptFactory(configuration, context)
        .createSqlScript(byVersion.get(version), true, files);
  }

  /** Why a version can't be undone in a transaction. */
  Optional<String> obstacle(
      MigrationVersion version,
      Database<?> database,
      Configuration configuration,
      FlywaySource source) {
    var file = byVersion.get(version);
    try {
      return obstacle(parse(version, database, configuration))
          .map(why -> "has " + file.getRelativePath() + ", but " + why);
    } catch (FlywayException e) {
      var words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Optional.of(
          "has "
              + file.getRelativePath()
              + ", but it can't be read: "
              + source.redaction().apply(words));
    }
  }

  private static Optional<String> obstacle(SqlScript script) {
    try (var statements = script.getSqlStatements()) {
      for (var one = statements.next(); one != null; one = statements.next()) {
        if (!one.canExecuteInTransaction()) {
          return Optional.of("line " + one.getLineNumber() + " can't run in a transaction");
        }
        var sql = one.getSql();
        if (ENDS_TRANSACTION.matcher(sql.substring(SqlError.leadingComments(sql))).lookingAt()) {
          return Optional.of("line " + one.getLineNumber() + " ends the transaction");
        }
      }
    }
    return script.executeInTransaction()
        ? Optional.empty()
        : Optional.of("it is set to run outside of a transaction (executeInTransaction=false)");
  }
}

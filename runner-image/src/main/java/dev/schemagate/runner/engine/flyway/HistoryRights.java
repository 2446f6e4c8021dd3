package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.RunFailed;
import java.sql.SQLException;

/**
 * Whether the session may write the history. Flyway finds out by trying: ten times, a second apart,
 * to create the table, and for a row only after its migration has run.
 */
final class HistoryRights {
  private static final String MISSING =
      """
      SELECT current_user AS role, CASE
        WHEN n.oid IS NULL AND NOT has_database_privilege(current_database(), 'CREATE')
          THEN format('CREATE ON DATABASE %I', current_database())
        WHEN NOT has_schema_privilege(n.oid, 'USAGE')
          OR c.oid IS NULL AND NOT has_schema_privilege(n.oid, 'CREATE')
          THEN format('USAGE, CREATE ON SCHEMA %I', n.nspname)
        WHEN NOT has_table_privilege(c.oid, 'SELECT') OR NOT has_table_privilege(c.oid, 'INSERT')
          THEN format('SELECT, INSERT ON %I.%I', n.nspname, c.relname)
        END AS missing, quote_ident(current_user) AS grantee
      FROM (SELECT) AS one
        LEFT JOIN pg_namespace n ON n.nspname = ?
        LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = ?
      """;

  private HistoryRights() {}

  /** Refuses a run whose history could not be written. */
  static void check(Session session, FlywaySource source) {
    try (var statement = session.connection().prepareStatement(MISSING)) {
      statement.setString(1, source.historySchema(session.schema()));
      statement.setString(2, source.table());
      try (var row = statement.executeQuery()) {
        if (row.next() && row.getString("missing") != null) {
          throw refused(
              row.getString("role"),
              source.table(),
              "GRANT " + row.getString("missing") + " TO " + row.getString("grantee"));
        }
      }
    } catch (SQLException e) {
      var sql = SqlError.within(e).orElseThrow();
      throw new RunFailed(sql.error(sql.failure(true), source.redaction()), e);
    }
  }

  private static RunFailed refused(String role, String table, String grant) {
    return new RunFailed(
        RunError.of(
                Failure.InsufficientPrivilege,
                "role \"" + role + "\" may not write the history, " + table)
            .remedy("Nothing was run. Let an owner say: " + grant + "; or set a role that may"),
        null);
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The versions in effect, read from the history table alone: who only waits for one needs neither
 * the migrations nor Flyway's start-up.
 *
 * @param versions in their order
 */
public record AppliedVersions(TreeSet<MigrationVersion> versions) {
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_SCHEMA = "3F000";
  private static final Set<String> TAKEN_BACK = Set.of("DELETE", "UNDO_SQL", "UNDO_JDBC");

  /**
   * Reads the table; a database without it has no version.
   *
   * @param schemas those that Flyway manages, the history's first; empty for the search path
   */
  public static AppliedVersions read(Session session, List<String> schemas, String table)
      throws SQLException {
    var versions = new TreeSet<MigrationVersion>();
    var name = (schemas.isEmpty() ? "" : quoted(schemas.getFirst()) + ".") + quoted(table);
    try (var statement = session.connection().createStatement();
        var row =
            statement.executeQuery(
                "SELECT version, type FROM "
                    + name
                    + " WHERE success AND version IS NOT NULL ORDER BY installed_rank")) {
      while (row.next()) {
        var version = MigrationVersion.fromVersion(row.getString("version"));
        if (TAKEN_BACK.contains(row.getString("type"))) {
          versions.remove(version);
        } else {
          versions.add(version);
        }
      }
    } catch (SQLException e) {
      if (!UNDEFINED_TABLE.equals(e.getSQLState()) && !UNDEFINED_SCHEMA.equals(e.getSQLState())) {
        throw e;
      }
    }
    return new AppliedVersions(versions);
  }

  /** Whether this version or a later one is applied. */
  public boolean reach(String version) {
    return !versions.isEmpty()
        && versions.last().compareTo(MigrationVersion.fromVersion(version)) >= 0;
  }

  /** The newest; null when there is none. */
  public String revision() {
    return versions.isEmpty() ? null : versions.last().toString();
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}

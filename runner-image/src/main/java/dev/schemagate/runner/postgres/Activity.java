package dev.schemagate.runner.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.Driver;

/** Looks at one session of the server from a second one. */
final class Activity implements AutoCloseable {
  private static final String STATEMENT =
      """
      SELECT query, query_start::text AS id, state, wait_event_type || '/' || wait_event AS wait,
        (1000 * extract(epoch FROM clock_timestamp() - query_start))::bigint AS age
      FROM pg_stat_activity WHERE pid = %d AND query_start IS NOT NULL
      """;

  private static final String BLOCKERS =
      "SELECT DISTINCT blocker AS pid, "
          + Backend.COLUMNS
          + """
          FROM unnest(pg_blocking_pids(%d)) AS blocker
            LEFT JOIN pg_stat_activity a ON a.pid = blocker
          WHERE blocker <> pg_backend_pid()
          ORDER BY 1
          """;

  private final Connection connection;
  private final int pid;
  private final String progress;

  private Activity(Connection connection, int pid) throws SQLException {
    this.connection = connection;
    this.pid = pid;
    this.progress = ReportedProgress.query(connection, pid);
  }

  static Activity open(ConnectionSettings settings, int pid) throws SQLException {
    var connection = new Driver().connect(settings.jdbcUrl(), settings.observer());
    try {
      return new Activity(connection, pid);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** What the session does; null when PostgreSQL does not say. */
  Sight look() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(STATEMENT.formatted(pid))) {
      if (!row.next()) {
        return null;
      }
      var wait = row.getString("wait");
      var active = "active".equals(row.getString("state"));
      return new Sight(
          row.getString("id"),
          row.getString("query"),
          Duration.ofMillis(row.getLong("age")),
          active ? wait : row.getString("state"),
          active ? progress() : null,
          active && wait != null && wait.startsWith("Lock/") ? blockers() : List.of());
    }
  }

  private ReportedProgress progress() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(progress)) {
      return row.next() && row.getString(1) != null ? ReportedProgress.of(row) : null;
    }
  }

  private List<Backend> blockers() throws SQLException {
    var blockers = new ArrayList<Backend>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(BLOCKERS.formatted(pid))) {
      while (row.next()) {
        blockers.add(Backend.of(row));
      }
    }
    return blockers;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server sees the socket close in any case.
    }
  }
}

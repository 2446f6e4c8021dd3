package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** One connection to the database, its settings made, proven to be one session of the server. */
public final class Session implements AutoCloseable {
  private static final int POSTGRESQL_14 = 140_000;
  private static final int POSTGRESQL_17 = 170_000;

  /** One round trip: who and where we are, and whether the server took our settings. */
  private static final String IDENTITY =
      """
      SELECT pg_backend_pid() AS pid, current_schema() AS schema, pg_is_in_recovery() AS standby,
        current_setting('server_version') AS version,
        current_setting('server_version_num')::int AS version_num,
        current_setting('%s', true) AS mark
      """
          .formatted(ConnectionSettings.MARK);

  private final Connection connection;
  private int pid;
  private String schema;
  private String serverVersion;

  private Session(Connection connection) {
    this.connection = connection;
  }

  /** Connects once, waiting {@link ConnectionSettings#CONNECT_TIMEOUT} at most. */
  public static Session open(ConnectionSettings settings) {
    Connection connection;
    try {
      connection = new Driver().connect(settings.jdbcUrl(), settings.properties());
    } catch (SQLException e) {
      throw ConnectFailure.of(settings, e);
    }
    var session = new Session(connection);
    try {
      session.begin(settings);
      return session;
    } catch (SQLException e) {
      session.close();
      throw ConnectFailure.of(settings, e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Connects to read, with no setting of its own: through a pooler in any mode, or to a standby, a
   * revision is the same.
   */
  public static Session look(ConnectionSettings settings) {
    try {
      var connection = new Driver().connect(settings.jdbcUrl(), settings.readingProperties());
      var session = new Session(connection);
      if (settings.role() != null) {
        // Beyond its transaction the role would be that of the pooler's next client.
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
          statement.execute(
              "SET LOCAL ROLE "
                  + connection.unwrap(PGConnection.class).escapeIdentifier(settings.role()));
        } catch (SQLException e) {
          session.close();
          throw e;
        }
      }
      return session;
    } catch (SQLException e) {
      throw ConnectFailure.of(settings, e);
    }
  }

  private void begin(ConnectionSettings settings) throws SQLException {
    int versionNumber;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(IDENTITY)) {
      row.next();
      pid = row.getInt("pid");
      schema = row.getString("schema");
      serverVersion = row.getString("version");
      versionNumber = row.getInt("version_num");
      check(settings, row);
    }
    endOrphansWithin1s(versionNumber);
    if (endsByItselfOnly(versionNumber) != pid) {
      throw pooler(settings, "two statements ran in two sessions");
    }
  }

  private static void check(ConnectionSettings settings, ResultSet row) throws SQLException {
    if (row.getBoolean("standby")) {
      throw RunFailed.because(
          Failure.DatabaseUnreachable,
          settings.server() + " is a standby, which only reads; migrations need the primary");
    }
    if (row.getString("mark") == null) {
      throw pooler(settings, "what the session set at its start did not arrive");
    }
  }

  static RunFailed pooler(ConnectionSettings settings, String sign) {
    return RunFailed.because(
        Failure.PoolerDetected,
        "between here and the database at "
            + settings.server()
            + " is a connection pooler ("
            + sign
            + "): migrations and their lock need a session of their own that keeps its settings,"
            + " which a pool in session mode drops as well. Set host and port to the server"
            + " itself");
  }

  /** A statement whose client is gone would write on, holding the lock against the next run. */
  private void endOrphansWithin1s(int versionNumber) throws SQLException {
    if (versionNumber < POSTGRESQL_14) {
      return;
    }
    try (var statement = connection.createStatement()) {
      statement.execute("SET client_connection_check_interval = '1s'");
    } catch (SQLException e) {
      // The server's operating system can't tell; such an orphan ends by itself.
      if (!"22023".equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /**
   * Lifts what a role or a database may set against idle clients: a run that waits for its lock is
   * idle, and a migration may take its time. Not as startup options, which older servers refuse.
   */
  private int endsByItselfOnly(int versionNumber) throws SQLException {
    try (var statement = connection.createStatement()) {
      if (versionNumber >= POSTGRESQL_14) {
        statement.execute(
            "SET idle_session_timeout = 0"
                + (versionNumber >= POSTGRESQL_17 ? "; SET transaction_timeout = 0" : ""));
      }
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  public Connection connection() {
    return connection;
  }

  /** For libraries that open and close connections: it is always this one, and stays open. */
  public DataSource shared() {
    return new SharedConnection(connection);
  }

  public int pid() {
    return pid;
  }

  /** The first schema of the search path that exists; null when none does. */
  public String schema() {
    return schema;
  }

  public String serverVersion() {
    return serverVersion;
  }

  /** Ends the running statement, from any thread. */
  public void cancel() {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      // Without its client the statement ends by client_connection_check_interval.
    }
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

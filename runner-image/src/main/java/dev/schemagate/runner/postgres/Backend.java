package dev.schemagate.runner.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Another session of the server. Of other roles' sessions PostgreSQL shows the process and its
 * application's name alone; the rest is null then.
 *
 * @param pid its process; 0 stands for a prepared transaction
 * @param kind <code>client backend</code>, or the server's own such as <code>autovacuum worker
 *     </code>
 * @param connected when it began, UTC
 * @param state <code>active</code>, <code>idle</code>, <code>idle in transaction</code>, ...
 * @param since when it came to be in that state, UTC
 */
public record Backend(
    int pid,
    String application,
    String address,
    String kind,
    String connected,
    String state,
    String since) {

  /** What {@link #of} reads beside the pid, of a row <code>a</code> of pg_stat_activity. */
  static final String COLUMNS =
      """
      a.application_name, a.backend_type, a.state,
        CASE WHEN a.backend_start IS NOT NULL THEN coalesce(host(a.client_addr), 'local') END
          AS address,
        to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS connected,
        to_char(a.state_change AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since
      """;

  static Backend of(ResultSet row) throws SQLException {
    return new Backend(
        row.getInt("pid"),
        Objects.requireNonNullElse(row.getString("application_name"), ""),
        row.getString("address"),
        row.getString("backend_type"),
        row.getString("connected"),
        row.getString("state"),
        row.getString("since"));
  }

  /** Whether it holds what it holds and does nothing. */
  boolean idle() {
    return state != null && state.startsWith("idle");
  }

  /** What to do about it when it does nothing; empty when it works. */
  public String endIfIdle() {
    return idle()
        ? ". If nobody needs that session any more, end it with SELECT pg_terminate_backend("
            + pid
            + ")"
        : "";
  }

  /** Who it is. */
  String name() {
    if (pid == 0) {
      return "a prepared transaction (see pg_prepared_xacts)";
    }
    if (kind != null && !kind.equals("client backend")) {
      return "pid " + pid + " (" + kind + ")";
    }
    return "pid "
        + pid
        + ", application \""
        + application
        + "\""
        + (address == null ? "" : ", from " + address);
  }

  /** Who it is and what it does. */
  public String inWords() {
    return state == null ? name() : name() + ", " + state + " since " + since + " UTC";
  }
}

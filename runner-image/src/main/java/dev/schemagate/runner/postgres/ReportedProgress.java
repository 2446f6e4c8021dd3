package dev.schemagate.runner.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;

/**
 * How far a command says it is, by the pg_stat_progress views.
 *
 * @param phase PostgreSQL's words for what it does
 * @param done how many of the unit
 * @param total of how many; 0 when nobody knows
 */
record ReportedProgress(String phase, long done, long total, String unit) {

  /** The views that tell of a migration's commands, each as phase, done, total, unit. */
  private enum View {
    CREATE_INDEX(
        """
        phase,
          CASE WHEN phase LIKE 'waiting%' THEN lockers_done
            WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END,
          CASE WHEN phase LIKE 'waiting%' THEN lockers_total
            WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END,
          CASE WHEN phase LIKE 'waiting%' THEN 'sessions'
            WHEN blocks_total > 0 THEN 'blocks' ELSE 'rows' END
        """),
    CLUSTER(
        """
        phase, CASE WHEN phase LIKE '%scanning heap' THEN heap_blks_scanned ELSE 0 END,
          CASE WHEN phase LIKE '%scanning heap' THEN heap_blks_total ELSE 0 END, 'blocks'
        """),
    VACUUM(
        """
        phase, CASE phase WHEN 'scanning heap' THEN heap_blks_scanned
            WHEN 'vacuuming heap' THEN heap_blks_vacuumed ELSE 0 END,
          CASE WHEN phase IN ('scanning heap', 'vacuuming heap') THEN heap_blks_total ELSE 0 END,
          'blocks'
        """),
    ANALYZE("phase, sample_blks_scanned, sample_blks_total, 'blocks'"),
    COPY(
        """
        'copying', CASE WHEN bytes_total > 0 THEN bytes_processed ELSE tuples_processed END,
          bytes_total, CASE WHEN bytes_total > 0 THEN 'bytes' ELSE 'rows' END
        """);

    private final String columns;

    View(String columns) {
      this.columns = columns;
    }

    String table() {
      return "pg_catalog.pg_stat_progress_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** A query for all views that this version of the server has. */
  static String query(Connection connection, int pid) throws SQLException {
    var selects = new ArrayList<String>();
    try (var exists = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      for (var view : View.values()) {
        exists.setString(1, view.table());
        try (var row = exists.executeQuery()) {
          if (row.next() && row.getBoolean(1)) {
            selects.add("SELECT " + view.columns + " FROM " + view.table() + " WHERE pid = " + pid);
          }
        }
      }
    }
    return String.join("\nUNION ALL\n", selects);
  }

  static ReportedProgress of(ResultSet row) throws SQLException {
    return new ReportedProgress(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4));
  }

  /** As in <code>building index: scanning table, 45 % of 1000 blocks</code>. */
  String inWords() {
    if (total > 0) {
      return phase
          + ", "
          + (unit.equals("sessions")
              ? done + " of " + total
              : 100 * done / total + " % of " + total)
          + " "
          + unit;
    }
    return done > 0 ? phase + ", " + done + " " + unit : phase;
  }
}

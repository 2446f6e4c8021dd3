package dev.schemagate.runner.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What CREATE INDEX CONCURRENTLY leaves behind when it fails: indexes that slow writes only. */
public final class InvalidIndexes {
  /** Not those of partitioned tables, which wait for their parts, nor those still being built. */
  private static final String QUERY =
      """
      SELECT format('%I.%I', n.nspname, c.relname)
      FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname NOT LIKE 'pg\\_%'
        AND i.indexrelid NOT IN (SELECT index_relid FROM pg_stat_progress_create_index
          WHERE index_relid IS NOT NULL)
      ORDER BY 1
      """;

  private InvalidIndexes() {}

  /** Their names, as one writes them; none when the session can't say. */
  public static List<String> in(Session session) {
    var names = new ArrayList<String>();
    try (var statement = session.connection().createStatement();
        var row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    } catch (SQLException e) {
      return List.of();
    }
    return names;
  }
}

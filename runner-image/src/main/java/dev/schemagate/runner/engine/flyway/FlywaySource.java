package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.report.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Migrations and how to run them.
 *
 * @param table the history table
 * @param schemas the schemas that Flyway manages, its default schema first; empty for the session's
 * @param placeholders values for the migrations' placeholders
 * @param settings everything else that Flyway is told, by its own keys: <code>flyway.group</code>
 * @param redaction what must not be seen of the words of Flyway and PostgreSQL
 */
public record FlywaySource(
    Locations locations,
    String table,
    List<String> schemas,
    Map<String, String> placeholders,
    Map<String, String> settings,
    Redaction redaction) {
  /** Flyway's key for a default schema that is not the first of the schemas. */
  public static final String DEFAULT_SCHEMA = "flyway.defaultSchema";

  public FlywaySource {
    schemas = List.copyOf(schemas);
    placeholders = Map.copyOf(placeholders);
    settings = Map.copyOf(settings);
  }

  /**
   * The schema of the history table.
   *
   * @param current the session's own, for when no other is set
   */
  String historySchema(String current) {
    var named = settings.get(DEFAULT_SCHEMA);
    return named != null ? named : schemas.isEmpty() ? current : schemas.getFirst();
  }

  /** A file's name as its author knows it. */
  String relative(String file) {
    var inJar = file.indexOf("!/");
    if (inJar >= 0) {
      return file.substring(inJar + 2);
    }
    var path = Path.of(file).toAbsolutePath().normalize();
    return locations.folders().stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .filter(path::startsWith)
        .map(folder -> folder.relativize(path).toString())
        .findFirst()
        .orElse(file);
  }
}

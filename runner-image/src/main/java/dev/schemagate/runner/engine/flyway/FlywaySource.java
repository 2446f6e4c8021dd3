package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.report.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Migrations and how to run them.
 *
 * @param locations where the migrations are, as Flyway writes it: <code>filesystem:sql</code>,
 *     <code>classpath:db/migration</code>; a folder without a prefix is one of the file system
 * @param table the history table
 * @param schemas the schemas that Flyway manages, its default schema first; empty for the session's
 * @param placeholders values for the migrations' placeholders
 * @param settings everything else that Flyway is told, by its own keys: <code>flyway.group</code>
 * @param redaction what must not be seen of the words of Flyway and PostgreSQL
 */
public record FlywaySource(
    List<String> locations,
    String table,
    List<String> schemas,
    Map<String, String> placeholders,
    Map<String, String> settings,
    Redaction redaction) {

  /** The table of a Flyway that was told of no other. */
  public static final String TABLE = "flyway_schema_history";

  private static final String FILESYSTEM = "filesystem:";
  private static final String CLASSPATH = "classpath:";

  public FlywaySource {
    locations =
        locations.stream()
            .map(place -> place.matches("[a-z0-9]{2,}:.*") ? place : FILESYSTEM + place)
            .toList();
    schemas = List.copyOf(schemas);
    placeholders = Map.copyOf(placeholders);
    settings = Map.copyOf(settings);
  }

  public FlywaySource(
      Path location, List<String> schemas, Map<String, String> placeholders, Redaction redaction) {
    this(List.of(location.toString()), TABLE, schemas, placeholders, Map.of(), redaction);
  }

  /** The locations that are folders, in their order. */
  public List<Path> folders() {
    return locations.stream()
        .filter(place -> place.startsWith(FILESYSTEM))
        .map(place -> Path.of(place.substring(FILESYSTEM.length())))
        .toList();
  }

  /** The locations for messages: as a person would have typed them. */
  public String location() {
    return locations.stream()
        .map(place -> place.startsWith(FILESYSTEM) ? place.substring(FILESYSTEM.length()) : place)
        .reduce((first, second) -> first + ", " + second)
        .orElse("nowhere");
  }

  boolean namesClasspath() {
    return locations.stream().anyMatch(place -> place.startsWith(CLASSPATH));
  }

  /**
   * The schema of the history table.
   *
   * @param current the session's own, for when no other is set
   */
  String historySchema(String current) {
    var named = settings.get("flyway.defaultSchema");
    return named != null ? named : schemas.isEmpty() ? current : schemas.getFirst();
  }

  /** A file's name as its author knows it. */
  String relative(String file) {
    var path = Path.of(file).toAbsolutePath().normalize();
    return folders().stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .filter(path::startsWith)
        .map(folder -> folder.relativize(path).toString())
        .findFirst()
        .orElse(file);
  }
}

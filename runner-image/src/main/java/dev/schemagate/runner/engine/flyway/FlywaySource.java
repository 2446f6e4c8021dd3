package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.report.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Migrations and how to run them.
 *
 * @param location the folder of the migrations
 * @param schemas the schemas that Flyway manages, its default schema first; empty for the session's
 * @param placeholders values for the migrations' placeholders
 * @param redaction what must not be seen of the words of Flyway and PostgreSQL
 */
public record FlywaySource(
    Path location, List<String> schemas, Map<String, String> placeholders, Redaction redaction) {

  /** A file's name as its author knows it. */
  String relative(String file) {
    var path = Path.of(file).toAbsolutePath().normalize();
    var folder = location.toAbsolutePath().normalize();
    return path.startsWith(folder) ? folder.relativize(path).toString() : file;
  }
}

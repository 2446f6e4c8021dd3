package dev.schemagate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Eight real Flyway migrations, from a published package: conductor-postgres-persistence. */
final class Conductor {

  private static final String FOLDER = "/db/migration_postgres";

  private Conductor() {}

  static Map<String, String> migrations() {
    try {
      URI folder = Conductor.class.getResource(FOLDER).toURI();
      try (var jar = FileSystems.newFileSystem(folder, Map.of());
          var files = Files.list(jar.getPath(FOLDER))) {
        return files.collect(
            Collectors.toMap(
                file -> file.getFileName().toString(),
                Conductor::read,
                (one, other) -> one,
                TreeMap::new));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has no such folder: " + FOLDER, e);
    }
  }

  /** The same as files. */
  static Path copyTo(Path folder) {
    migrations()
        .forEach(
            (name, sql) -> {
              try {
                Files.writeString(folder.resolve(name), sql);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return folder;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

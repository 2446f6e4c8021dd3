package dev.schemagate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A place for migrations that is gone afterwards. */
record WorkFolder(Path path) implements AutoCloseable {

  static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("schemagate-bench"));
  }

  /** Made now, if it isn't there. Whoever the runner runs as can read it. */
  Path folder(String name) throws IOException {
    path.toFile().setExecutable(true, false);
    return Files.createDirectories(path.resolve(name));
  }

  @Override
  public void close() throws IOException {
    try (var all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(WorkFolder::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

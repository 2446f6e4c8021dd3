package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the project's own files are: the nearest folder, upwards, that has the Maven wrapper. */
final class Checkout {
  private Checkout() {}

  static Path root() throws IOException {
    var here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow(() -> new IOException("not in a checkout of Schemagate: " + here));
  }
}

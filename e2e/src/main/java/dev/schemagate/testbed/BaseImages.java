package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

final class BaseImages {
  private BaseImages() {}

  static Path pause(Consumer<String> progress) throws IOException {
    return Path.of("/tmp/pause.tar");
  }
}

package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shell scripts of the test bed as files, which a shell wants. */
final class Scripts {
  private static final List<String> NAMES =
      List.of("base-images.sh", "bed.sh", "images.sh", "keeper.sh", "namespaces.sh");

  private Scripts() {}

  static Path folder() throws IOException {
    var digest = new Digest();
    for (var name : NAMES) {
      digest.add(new Resource(name).bytes());
    }
    return Cache.entry("scripts-" + digest.hex(), Scripts::write);
  }

  private static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var name : NAMES) {
      new Resource(name).copyTo(folder.resolve(name));
    }
  }
}

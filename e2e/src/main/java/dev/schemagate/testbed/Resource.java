package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of the test bed that lies on the class path, which may be a jar. */
record Resource(String name) {
  byte[] bytes() throws IOException {
    try (var stream = Resource.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("not on the class path: " + name);
      }
      return stream.readAllBytes();
    }
  }

  String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Writes the text with every {@code ${KEY}} replaced. */
  void fill(Path file, Map<String, Object> values) throws IOException {
    var text = text();
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    Files.writeString(file, text);
  }

  void copyTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes());
  }
}

package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log: what a reader wants to see when something didn't come up. */
final class Log {
  private static final int LINES = 15;

  private Log() {}

  static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
        .map(line -> "  " + line + "\n")
        .reduce("", String::concat);
  }
}

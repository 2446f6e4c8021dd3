package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names things in the cache by what they are made of. */
final class Digest {
  private final MessageDigest sha256;

  Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Digest add(String text) {
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    return this;
  }

  Digest add(byte[] bytes) {
    sha256.update(bytes);
    sha256.update((byte) 0);
    return this;
  }

  /** Names, contents and the executable bit of every file below a folder. */
  Digest addFolder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(folder.relativize(file) + (Files.isExecutable(file) ? " x" : ""));
        add(Files.readAllBytes(file));
      }
    }
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(sha256.digest()).substring(0, 16);
  }
}

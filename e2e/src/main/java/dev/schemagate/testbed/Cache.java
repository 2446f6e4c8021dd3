package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What is built once and kept outside the checkout, each thing under a name that says its inputs.
 */
final class Cache {
  private Cache() {}

  /** Makes one entry: writes to a path that becomes the entry only when it is complete. */
  interface Maker {
    void make(Path target) throws IOException;
  }

  static Path root() {
    var own = System.getenv("SCHEMAGATE_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    var xdg = System.getenv("XDG_CACHE_HOME");
    var base =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.toAbsolutePath().resolve("schemagate");
  }

  /** The entry of that name, made now if it isn't there; a second process waits for the first. */
  static Path entry(String name, Maker maker) throws IOException {
    var entry = root().resolve(name);
    if (Files.exists(entry)) {
      return entry;
    }
    var lock = root().resolve("locks").resolve(name.replace('/', '-'));
    Files.createDirectories(entry.getParent());
    Files.createDirectories(lock.getParent());
    // One JVM can't lock a file twice, hence the monitor besides the lock between processes.
    synchronized (Cache.class) {
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(entry)) {
          make(entry, maker);
        }
      }
    }
    return entry;
  }

  /** Removes older entries of a name; an age, because another checkout may still use its own. */
  static void forget(String folder, String name, Duration age) throws IOException {
    var oldest = Instant.now().minus(age);
    try (var entries = Files.list(root().resolve(folder))) {
      for (var entry : entries.toList()) {
        var ofName = entry.getFileName().toString().matches(Pattern.quote(name) + "-\\w+\\.tar");
        if (ofName && Files.getLastModifiedTime(entry).toInstant().isBefore(oldest)) {
          Files.delete(entry);
        }
      }
    }
  }

  private static void make(Path entry, Maker maker) throws IOException {
    var unfinished = entry.resolveSibling(entry.getFileName() + ".unfinished");
    Folders.delete(unfinished);
    maker.make(unfinished);
    Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
  }
}

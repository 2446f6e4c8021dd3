package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Migrations and callbacks in Java, and what they need: the jars of the source.
 *
 * @param classLoader knows Flyway, PostgreSQL's driver, and the jars
 */
record Jars(List<Path> files, ClassLoader classLoader) {
  /** Where Flyway looks for migrations in jars unless it is told of another package. */
  static final String DEFAULT_LOCATION = "classpath:db/migration";

  /** What a stack trace calls the class loader of the source's classes. */
  static final String NAME = "source";

  private static final String DEFAULT_FOLDER = "db/migration/";
  private static final String JAR_DIRS = "flyway.jarDirs";

  /**
   * Those in the source's folders, in the folder <code>lib</code> there, and in Flyway's jarDirs.
   */
  static Jars of(FlywaySource source) {
    var named = source.settings().getOrDefault(JAR_DIRS, "");
    var folders =
        Stream.concat(
            source.locations().folders().stream()
                .flatMap(folder -> Stream.of(folder, folder.resolve("lib"))),
            Stream.of(named.split(",")).map(String::strip).filter(n -> !n.isEmpty()).map(Path::of));
    var files = folders.distinct().flatMap(Jars::jars).toList();
    var own = Jars.class.getClassLoader();
    if (files.isEmpty()) {
      return new Jars(files, own);
    }
    var urls = files.stream().map(Jars::url).toArray(URL[]::new);
    return new Jars(files, new URLClassLoader(NAME, urls, own));
  }

  boolean holdMigrations() {
    return files.stream().anyMatch(Jars::holdsMigrations);
  }

  private static Stream<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var entries = Files.newDirectoryStream(folder, Jars::isJar)) {
      return Stream.of(sorted(entries));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isJar(Path file) {
    return file.toString().endsWith(".jar");
  }

  private static Path[] sorted(Iterable<Path> entries) {
    var files = Stream.<Path>builder();
    entries.forEach(files);
    return files.build().sorted().toArray(Path[]::new);
  }

  private static boolean holdsMigrations(Path file) {
    try (var jar = new JarFile(file.toFile())) {
      return jar.stream().anyMatch(entry -> entry.getName().startsWith(DEFAULT_FOLDER));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunFailed unreadable(Path path, IOException e) {
    return RunFailed.because(
        Failure.InvalidConfiguration,
        path + " can't be read (" + e.getClass().getSimpleName() + ")");
  }
}

package dev.schemagate.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar as a build tool makes it, from sources that stand in a test. */
final class TestJar {
  private final Path folder;
  private final List<Path> sources = new ArrayList<>();
  private boolean folders = true;

  TestJar(Path folder) {
    this.folder = folder;
  }

  /** Adds a class; its package is its folder. */
  TestJar source(String name, String text) {
    var file = folder.resolve("java").resolve(name);
    Runner.write(file, text);
    sources.add(file);
    return this;
  }

  /** Adds a file that is no class. */
  TestJar resource(String name, String text) {
    Runner.write(classes().resolve(name), text);
    return this;
  }

  /** Some tools leave the entries out that stand for folders. */
  TestJar withoutFolders() {
    folders = false;
    return this;
  }

  /** Compiles and packs. */
  void write(Path jar) {
    try {
      Files.createDirectories(classes());
      Files.createDirectories(jar.getParent());
      compile();
      try (var out = new JarOutputStream(Files.newOutputStream(jar));
          var entries = Files.walk(classes())) {
        for (var entry : (Iterable<Path>) entries.sorted().skip(1)::iterator) {
          add(out, entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile() {
    if (sources.isEmpty()) {
      return;
    }
    var options =
        Stream.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes() + "");
    var arguments = Stream.concat(options, sources.stream().map(Path::toString));
    var code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("the test's own Java does not compile");
    }
  }

  private void add(JarOutputStream out, Path entry) throws IOException {
    if (Files.isDirectory(entry) && !folders) {
      return;
    }
    var name = classes().relativize(entry).toString();
    out.putNextEntry(new JarEntry(Files.isDirectory(entry) ? name + "/" : name));
    if (Files.isRegularFile(entry)) {
      Files.copy(entry, out);
    }
    out.closeEntry();
  }

  private Path classes() {
    return folder.resolve("classes");
  }
}

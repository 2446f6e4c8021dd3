package dev.schemagate.testbed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, within a time, and whose failure says what it printed. */
final class Command {
  private final List<String> line;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of("").toAbsolutePath();
  private Duration limit = Duration.ofMinutes(2);

  private Command(List<String> line) {
    this.line = line;
  }

  static Command of(List<String> line) {
    return new Command(List.copyOf(line));
  }

  static Command of(String... line) {
    return of(List.of(line));
  }

  /** Where a program is in PATH, or in the folders for administrators that PATH may lack. */
  static Optional<Path> find(String program) {
    return List.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")).stream()
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Command in(Path folder) {
    this.folder = folder;
    return this;
  }

  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Command within(Duration limit) {
    this.limit = limit;
    return this;
  }

  /** What the program wrote to its standard output. */
  String output() throws IOException {
    var out = Files.createTempFile("schemagate", ".out");
    var err = Files.createTempFile("schemagate", ".err");
    try {
      var builder = new ProcessBuilder(line).directory(folder.toFile());
      builder.environment().putAll(environment);
      var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      waitFor(process, out, err);
      return Files.readString(out);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  void run() throws IOException {
    output();
  }

  private void waitFor(Process process, Path out, Path err) throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(this + " did not end within " + limit + "\n" + tail(out, err));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            this + " ended with exit code " + process.exitValue() + "\n" + tail(out, err));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + this);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String tail(Path out, Path err) throws IOException {
    return Log.tail(out) + Log.tail(err);
  }

  @Override
  public String toString() {
    return String.join(" ", line);
  }
}

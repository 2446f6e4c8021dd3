package dev.schemagate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line whose process is measured as a whole, from its start to its end.
 *
 * @param environment all of it, so that nothing of the caller's gets into a figure
 */
record Program(List<String> line, Map<String, String> environment, Path folder) {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  double millis() throws IOException, InterruptedException {
    var began = System.nanoTime();
    run(_ -> {});
    return (System.nanoTime() - began) / 1e6;
  }

  /**
   * The most memory that was resident, pages of files too. Asked of the kernel every millisecond,
   * which is work of its own: never in a run that is timed.
   */
  double peakMegabytes() throws IOException, InterruptedException {
    var peak = new double[1];
    run(
        process -> {
          var status = new OperatorProcess(Path.of("/proc", Long.toString(process.pid())));
          while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
            peak[0] = Math.max(peak[0], status.peakMegabytes());
          }
        });
    return peak[0];
  }

  private interface Watcher {
    void watch(Process process) throws InterruptedException;
  }

  private void run(Watcher watcher) throws IOException, InterruptedException {
    var output = Files.createTempFile("schemagate-bench", ".out");
    try {
      var builder = new ProcessBuilder(line).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      watcher.watch(process);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(line.getLast() + " did not end within " + LIMIT);
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "exit code %d:%n%s".formatted(process.exitValue(), Files.readString(output)));
      }
    } finally {
      Files.delete(output);
    }
  }
}

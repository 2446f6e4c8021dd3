package dev.schemagate.testbed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A build that takes minutes: tells that it goes on, and ends with this JVM, temporary files too.
 */
record Work(String title, List<String> command) {
  private static final Duration REPORT_EVERY = Duration.ofSeconds(15);
  private static final String NAME = "work";

  void run(Duration limit, Consumer<String> progress) throws IOException {
    var began = System.nanoTime();
    try (var keeper = Keeper.ofProcesses()) {
      var line = new ArrayList<>(List.of("env", "TMPDIR=" + keeper.folder()));
      line.addAll(command);
      keeper.start(NAME, line);
      var nextReport = REPORT_EVERY;
      for (var state = keeper.state(NAME); state.isRunning(); state = keeper.state(NAME)) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        if (elapsed.compareTo(limit) > 0) {
          throw new IOException(title + " took over " + limit + "\n" + keeper.log(NAME));
        }
        if (elapsed.compareTo(nextReport) > 0) {
          progress.accept(
              "%s: %d:%02d".formatted(title, elapsed.toMinutes(), elapsed.toSecondsPart()));
          nextReport = nextReport.plus(REPORT_EVERY);
        }
        Keeper.pause();
      }
      if (!keeper.state(NAME).isSuccess()) {
        throw new IOException(title + " failed\n" + keeper.log(NAME));
      }
    }
  }
}

package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with a {@link Sleeper} in it, to be killed. */
record ChildJvm(Process process, Path folder) {
  static ChildJvm start(String what) throws IOException {
    // A shell starts what it runs in the background with INT ignored, and a JVM that inherits that
    // never hears of Ctrl-C.
    var process =
        new ProcessBuilder(
                List.of(
                    "env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Sleeper.class.getName(),
                    what))
            .redirectErrorStream(true)
            .start();
    return new ChildJvm(process, folder(process));
  }

  private static Path folder(Process process) throws IOException {
    var output = process.inputReader();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      System.out.println(line);
      if (line.startsWith(Sleeper.FOLDER)) {
        return Path.of(line.substring(Sleeper.FOLDER.length()));
      }
    }
    throw new AssertionError("the other JVM did not start what it should");
  }

  /** The test: something is there, and after the signal nothing is. */
  static void leavesNothing(String signal, String what) throws Exception {
    var jvm = start(what);
    var run = Leftovers.ofRun(jvm.folder());
    assertThat(run.found()).isNotEmpty();

    new ProcessBuilder("kill", "-s", signal, Long.toString(jvm.process().pid())).start().waitFor();
    assertThat(jvm.process().waitFor(30, TimeUnit.SECONDS)).as("ended by %s", signal).isTrue();

    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(run.found()).isEmpty());
  }
}

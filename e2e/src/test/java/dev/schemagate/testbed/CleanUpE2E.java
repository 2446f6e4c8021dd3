package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM with a test bed in it ends, this host is as it was before. */
@ExtendWith(ClusterExtension.class)
class CleanUpE2E {
  @BeforeAll
  static void needProcesses(TestCluster cluster) {
    assumeTrue(
        cluster instanceof ProcessCluster, "only clusters of plain processes clean up themselves");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT", "TERM"})
  void clusterLeavesNothing(String signal) throws Exception {
    leavesNothing(signal, "cluster");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void controlPlaneLeavesNothing(String signal) throws Exception {
    leavesNothing(signal, "control-plane");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void postgresLeavesNothing(String signal) throws Exception {
    leavesNothing(signal, "postgres");
  }

  @Test
  void nextStartSweepsWhatAKilledShellLeft() throws Exception {
    var jvm = start("cluster");
    var run = Leftovers.ofRun(folder(jvm));
    // The JVM and the shell that would have cleaned up after it, both without a chance.
    var shells = jvm.children().filter(p -> p.info().commandLine().orElse("").contains("bed.sh"));
    var killed = new ArrayList<>(shells.toList());
    killed.add(jvm.toHandle());
    killed.forEach(ProcessHandle::destroyForcibly);
    jvm.waitFor();
    assertThat(killed).hasSize(2);

    leavesNothing("KILL", "cluster");
    assertThat(run.found()).isEmpty();
  }

  private static void leavesNothing(String signal, String what) throws Exception {
    var jvm = start(what);
    var run = Leftovers.ofRun(folder(jvm));
    assertThat(run.found()).isNotEmpty();

    new ProcessBuilder("kill", "-s", signal, Long.toString(jvm.pid())).start().waitFor();
    jvm.waitFor();

    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(run.found()).isEmpty());
  }

  private static Process start(String what) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                what))
        .redirectErrorStream(true)
        .start();
  }

  private static Path folder(Process jvm) throws IOException {
    var output = jvm.inputReader();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      System.out.println(line);
      if (line.startsWith(Sleeper.FOLDER)) {
        return Path.of(line.substring(Sleeper.FOLDER.length()));
      }
    }
    throw new AssertionError("the other JVM did not start what it should");
  }
}

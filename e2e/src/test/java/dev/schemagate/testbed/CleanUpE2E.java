package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM with a cluster in it ends, this host is as it was before. */
@ExtendWith(ClusterExtension.class)
class CleanUpE2E {
  @BeforeAll
  static void needProcesses(TestCluster cluster) {
    assumeTrue(cluster instanceof ProcessCluster, "other kinds are cleaned up by others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT", "TERM"})
  void clusterLeavesNothing(String signal) throws Exception {
    ChildJvm.leavesNothing(signal, "cluster");
  }

  @Test
  void nextStartSweepsWhatAKilledShellLeft() throws Exception {
    var jvm = ChildJvm.start("cluster");
    var run = Leftovers.ofRun(jvm.folder());
    // The shell that would have cleaned up, and then the JVM, both without a chance.
    var shell =
        jvm.process()
            .children()
            .filter(p -> p.info().commandLine().orElse("").contains("bed.sh"))
            .findFirst()
            .orElseThrow();
    shell.destroyForcibly();
    jvm.process().destroyForcibly().waitFor();

    ChildJvm.leavesNothing("KILL", "cluster");
    assertThat(run.found()).isEmpty();
  }
}

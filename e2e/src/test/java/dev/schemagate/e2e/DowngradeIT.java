package dev.schemagate.e2e;

import static dev.schemagate.e2e.ClusterWithoutKubelet.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database that goes back, and the pods that need what was undone. */
class DowngradeIT extends WithOperator {

  @Test
  void isRefusedUntilItIsAllowed() {
    atThree();

    cluster.apply("target: \"1\"\n" + IMAGE);
    var forbidden =
        RunError.of(Failure.DowngradeForbidden, "the database is at 3, past the target 1");
    ended(65, report(Outcome.Failed, "3", 0, forbidden));

    var stalled = cluster.awaitReason("DowngradeForbidden").getStatus();
    assertThat(stalled.revision()).isEqualTo("3");
    assertThat(stalled.run().message()).contains("Set spec.downgrade to Allow");
    awaitOpen(cluster.application("restarted", "orders@3"));

    cluster.apply("target: \"1\"\ndowngrade: Allow\n" + IMAGE);
    ended(0, report(Outcome.Downgraded, "1", 2, null));

    var down = cluster.awaitReason("Downgraded").getStatus();
    assertThat(down.revision()).isEqualTo("1");
    assertThat(down.run().message()).isEqualTo("2 migrations undone, from 3 to 1");
  }

  @Test
  void podsThatNeedWhatIsUndoneWaitFromTheMomentThatItIsAskedFor() {
    atThree();
    cluster.apply("target: \"1\"\ndowngrade: Allow\n" + IMAGE);
    var job = cluster.awaitRun();

    var three = cluster.application("three", "orders@3");
    var one = cluster.application("one", "orders@1");
    awaitOpen(one);
    assertThat(cluster.gates(three)).as("during the run").hasSize(1);
    cluster
        .kubelet()
        .ended(cluster.kubelet().podOf(job), 0, report(Outcome.Downgraded, "1", 2, null));
    cluster.awaitReason("Downgraded");
    awaitOpen(cluster.application("another-one", "orders@1"));
    assertThat(cluster.gates(three)).as("after it").hasSize(1);

    cluster.apply("target: head\n" + IMAGE);
    ended(0, applied("3"));

    awaitOpen(three);
  }

  @Test
  void aDatabaseAtBaseShowsNoRevision() {
    atThree();

    cluster.apply("target: base\ndowngrade: Allow\n" + IMAGE);
    ended(0, report(Outcome.Downgraded, null, 3, null));

    var status = cluster.awaitReason("Downgraded").getStatus();
    assertThat(status.revision()).isNull();
    assertThat(status.applied()).isEmpty();
    assertThat(status.pending()).isEqualTo(3);
    var late = cluster.application("late", "orders@1");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Integer.valueOf(1).equals(cluster.orders().get().getStatus().waitingPods()));
    assertThat(cluster.gates(late)).hasSize(1);
  }

  private DatabaseMigrationStatus atThree() {
    cluster.apply(IMAGE);
    ended(0, applied("3"));
    return cluster.awaitReason("Applied").getStatus();
  }

  /** Ends the run that the newest spec asks for. */
  private void ended(int exitCode, RunReport report) {
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitRun()), exitCode, report);
  }

  /**
   * @param revision null for base
   */
  private static RunReport report(Outcome outcome, String revision, int undone, RunError error) {
    var applied = revision == null ? List.<String>of() : List.of(revision);
    var target = revision == null ? "base" : revision;
    return new RunReport(
        "flyway", outcome, revision, "3", target, "3", applied, null, 0, undone, undone, error);
  }

  private void awaitOpen(Pod pod) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(cluster.gates(pod)).isEmpty());
  }
}

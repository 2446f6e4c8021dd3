package dev.schemagate.e2e;

import static dev.schemagate.e2e.ClusterWithoutKubelet.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import dev.schemagate.testbed.Helm;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, the next start ends the same, with one run only. */
@ExtendWith(ControlPlaneExtension.class)
class OperatorRestartIT {

  private static final String SPEC =
      "flyway: {source: {image: {reference: \"acme/orders:1\", path: /sql}}}";

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  Path folder;

  private ClusterWithoutKubelet cluster;
  private OperatorProcess operator;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    Helm.on(plane.kubeconfig(), System.out::println)
        .install("schemagate", OperatorProcess.NAMESPACE, List.of());
  }

  @BeforeEach
  void start(ControlPlane plane) throws IOException {
    cluster = new ClusterWithoutKubelet(plane.client());
    operator =
        new OperatorProcess(
            plane.client(), folder, Map.of("SCHEMAGATE_WATCH_NAMESPACES", cluster.namespace()));
  }

  @AfterEach
  void end() {
    operator.close();
  }

  @Test
  void killedBeforeTheJobIsCreated(ControlPlane plane) throws IOException {
    var refusal =
        Refusal.of(plane.client(), cluster.namespace(), "jobs", "CREATE", cluster::jobsAreAllowed);
    operator.start();
    cluster.apply(SPEC);
    var refused = cluster.awaitReason("JobRejected");
    operator.kill();
    refusal.lift();

    operator.start();

    var job = cluster.awaitJob();
    assertThat(job.getMetadata().getName()).isEqualTo(refused.getStatus().run().job());
    endsAppliedWithOneJob(job);
  }

  @Test
  void killedAfterTheJobIsCreated() throws IOException {
    operator.start();
    cluster.apply(SPEC);
    var job = cluster.awaitJob();
    operator.kill();

    operator.start();

    endsAppliedWithOneJob(job);
  }

  @Test
  void killedWhileThePodRuns() throws IOException {
    operator.start();
    cluster.apply(SPEC);
    var job = cluster.awaitJob();
    var pod = cluster.kubelet().podOf(job);
    cluster.kubelet().running(pod);
    operator.kill();

    operator.start();
    cluster.kubelet().ended(pod, 0, applied("3"));

    cluster.awaitReason("Applied");
    assertThat(cluster.jobs()).hasSize(1);
  }

  @Test
  void killedAfterThePodEndedAndBeforeTheStatusIsWritten() throws Exception {
    operator.start();
    cluster.apply(SPEC);
    var pod = cluster.kubelet().podOf(cluster.awaitJob());
    cluster.awaitReason("Running");
    operator.freeze();
    cluster.kubelet().ended(pod, 0, applied("3"));
    operator.kill();
    Statuses.assertReason(cluster.orders().get(), "Running");

    operator.start();

    cluster.awaitReason("Applied");
    assertThat(cluster.jobs()).hasSize(1);
  }

  @Test
  void aStandbyLeadsWhenTheLeaderIsTerminated(ControlPlane plane) throws Exception {
    var settings =
        Map.of(
            "SCHEMAGATE_LEADER_ELECTION",
            "true",
            "SCHEMAGATE_WATCH_NAMESPACES",
            cluster.namespace());
    try (var leader = new OperatorProcess(plane.client(), folder, with(settings, "POD_NAME", "a"));
        var standby =
            new OperatorProcess(plane.client(), folder, with(settings, "POD_NAME", "b"))) {
      leader.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> "a".equals(holder(plane.client())));
      standby.start();
      cluster.apply(SPEC);
      var job = cluster.awaitJob();

      leader.terminate();
      assertThat(holder(plane.client()))
          .as("holder of a lease that was released")
          .isNotEqualTo("a");

      // well before the lease's 30 s are over: it was released
      await().atMost(Duration.ofSeconds(20)).until(() -> "b".equals(holder(plane.client())));
      endsAppliedWithOneJob(job);
      standby.terminate();
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    var all = new HashMap<>(settings);
    all.put(name, value);
    return all;
  }

  private static String holder(KubernetesClient client) {
    var lease = client.leases().inNamespace(OperatorProcess.NAMESPACE).withName("schemagate").get();
    return lease == null ? null : lease.getSpec().getHolderIdentity();
  }

  private void endsAppliedWithOneJob(Job job) {
    cluster.kubelet().ended(cluster.kubelet().podOf(job), 0, applied("3"));
    cluster.awaitReason("Applied");
    assertThat(cluster.jobs()).hasSize(1);
  }
}

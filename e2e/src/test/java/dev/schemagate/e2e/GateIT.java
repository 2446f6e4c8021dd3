package dev.schemagate.e2e;

import static dev.schemagate.e2e.ClusterWithoutKubelet.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What opens a gate, and what doesn't. */
class GateIT extends WithOperator {

  @Test
  void opensOurGateAloneAndOnlyWhenTheRevisionIsThere() {
    var three = cluster.application("three", "orders@V3", "example.com/other");
    var four = cluster.application("four", "orders@4");
    assertThat(cluster.gates(three)).contains("schemagate.dev/schema", "example.com/other");
    cluster.apply(IMAGE);
    var pod = cluster.kubelet().podOf(cluster.awaitJob());
    cluster.awaitReason("Running");
    assertThat(cluster.gates(three)).contains("schemagate.dev/schema");

    cluster.kubelet().ended(pod, 0, applied("3"));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(cluster.gates(three)).containsExactly("example.com/other"));
    assertThat(cluster.gates(four)).containsExactly("schemagate.dev/schema");
    assertThat(cluster.awaitReason("Applied").getStatus().waitingPods()).isEqualTo(1);
  }

  @Test
  void opensAtOnceWhatComesLater() {
    cluster.apply(IMAGE);
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitJob()), 0, applied("3"));
    cluster.awaitReason("Applied");

    var late = cluster.application("late", "orders@3");

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(cluster.gates(late)).isEmpty());
  }

  @Test
  void aGateThatCouldNotBeOpenedIsTriedAgain(ControlPlane plane) {
    var pod = cluster.application("app", "orders@3");
    var refusal =
        Refusal.of(
            plane.client(),
            cluster.namespace(),
            "pods",
            "UPDATE",
            () -> cluster.changesAreAllowed(pod));
    cluster.apply(IMAGE);
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitJob()), 0, applied("3"));
    cluster.awaitReason("Applied");
    assertThat(cluster.gates(pod)).hasSize(1);

    refusal.lift();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(cluster.gates(pod)).isEmpty());
  }

  @Test
  void anImageThatCarriesTheMigrationsIsItsOwnRequirement() {
    var itself = cluster.application(pod("itself", "orders", "acme/orders:1"));
    var another = cluster.application(pod("another", "orders", "acme/orders:2"));
    cluster.apply(IMAGE);
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitJob()), 0, applied("3"));

    awaitOpen(itself);

    assertThat(cluster.gates(another)).as("its migrations are not known yet").hasSize(1);
  }

  @Test
  void aNameAloneWaitsUntilItIsReadyAndSettled() {
    var pod = cluster.application(pod("app", "orders", "nginx:1"));
    cluster.apply(IMAGE);
    var run = cluster.kubelet().podOf(cluster.awaitJob());
    cluster.awaitReason("Running");
    assertThat(cluster.gates(pod)).hasSize(1);

    cluster.kubelet().ended(run, 0, applied("3"));

    awaitOpen(pod);
  }

  @Test
  void aLaterRunHoldsUpNoRestartOfWhatWasLetThrough() {
    cluster.apply(IMAGE);
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitJob()), 0, applied("3"));
    cluster.awaitReason("Applied");
    var first = cluster.application(ofTemplate("first", "7f9"));
    awaitOpen(first);
    cluster.kubelet().bind(first);
    cluster.apply("rerun: again\n" + IMAGE);
    cluster.awaitReason("Running");

    var restarted = cluster.application(ofTemplate("restarted", "7f9"));
    var other = cluster.application(ofTemplate("other", "8a1"));

    awaitOpen(restarted);
    assertThat(cluster.gates(other)).as("nobody of its template is past the gate").hasSize(1);
  }

  private static Pod pod(String name, String requires, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToAnnotations("schemagate.dev/requires", requires)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }

  /** As a ReplicaSet makes it. */
  private static Pod ofTemplate(String name, String hash) {
    return new PodBuilder(pod(name, "orders", "nginx:1"))
        .editMetadata()
        .addToLabels("pod-template-hash", hash)
        .addNewOwnerReference()
        .withApiVersion("apps/v1")
        .withKind("ReplicaSet")
        .withName("app-" + hash)
        .withUid("replica-set-" + hash)
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  private void awaitOpen(Pod pod) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(cluster.gates(pod)).isEmpty());
  }
}

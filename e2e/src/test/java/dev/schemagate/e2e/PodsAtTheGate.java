package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;

/**
 * Pods of one namespace as the admission policies make them. Nothing is stored: a dry run passes
 * through them as well.
 */
record PodsAtTheGate(KubernetesClient client, String namespace) {

  static final String REQUIRES = "schemagate.dev/requires";
  static final String GATED = "schemagate.dev/gated";
  static final String GATE = "schemagate.dev/schema";

  /** Of a namespace of their own. */
  static PodsAtTheGate in(KubernetesClient client) {
    return new PodsAtTheGate(client, new ClusterWithoutKubelet(client).namespace());
  }

  /** A policy is in force about a second after it is written. */
  void awaitGate() {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(gates(create(requiring("orders")))).containsExactly(GATE));
  }

  static PodBuilder pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("orders")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("orders")
        .withImage("acme/orders:1")
        .endContainer()
        .endSpec();
  }

  static PodBuilder requiring(String requires) {
    return pod().editMetadata().addToAnnotations(REQUIRES, requires).endMetadata();
  }

  static PodBuilder gated() {
    return requiring("orders")
        .editMetadata()
        .addToLabels(GATED, "true")
        .endMetadata()
        .editSpec()
        .addNewSchedulingGate(GATE)
        .endSpec();
  }

  Pod create(PodBuilder pod) {
    return client.resource(pod.build()).inNamespace(namespace).dryRun().create();
  }

  static List<String> gates(Pod pod) {
    return pod.getSpec().getSchedulingGates().stream().map(PodSchedulingGate::getName).toList();
  }

  void assertRefused(PodBuilder pod, String message) {
    assertThatThrownBy(() -> create(pod))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }
}

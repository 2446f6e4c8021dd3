package dev.schemagate.testbed;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;

/**
 * The chart's admission policy, which the API server minds about a second after it is written.
 *
 * @param namespace where a pod could be made
 */
public record GatePolicy(KubernetesClient client, String namespace) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Asks with pods that are not made until one would get the gate. */
  public void awaitInForce() throws IOException {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (!isInForce()) {
      if (System.nanoTime() > end) {
        throw new IOException("the gate's policy is not in force after " + LIMIT);
      }
      pause();
    }
  }

  private boolean isInForce() {
    Pod probe =
        new PodBuilder()
            .withNewMetadata()
            .withName("gate-probe")
            .withNamespace(namespace)
            .addToAnnotations("schemagate.dev/requires", "probe")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("probe")
            .withImage("probe")
            .endContainer()
            .endSpec()
            .build();
    try {
      return !client.resource(probe).dryRun().create().getSpec().getSchedulingGates().isEmpty();
    } catch (KubernetesClientException e) {
      return false; // the other policy refuses pods that did not get the gate
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the gate's policy", e);
    }
  }
}

package dev.schemagate.e2e;

import static dev.schemagate.e2e.PodsAtTheGate.GATE;
import static dev.schemagate.e2e.PodsAtTheGate.GATED;
import static dev.schemagate.e2e.PodsAtTheGate.gated;
import static dev.schemagate.e2e.PodsAtTheGate.gates;
import static dev.schemagate.e2e.PodsAtTheGate.pod;
import static dev.schemagate.e2e.PodsAtTheGate.requiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the chart's admission policies apply, and what is left without one of them. */
@ExtendWith(ControlPlaneExtension.class)
class GateReachIT {

  private static final String WHAT_TO_ADD =
      "add {name: schemagate.dev/schema} to spec.schedulingGates and the label"
          + " schemagate.dev/gated: \"true\" to the pod template";

  private static KubernetesClient client;
  private static Chart chart;
  private static PodsAtTheGate pods;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    client = plane.client();
    chart = Chart.install(plane);
    pods = PodsAtTheGate.in(client);
    pods.awaitGate();
  }

  @Test
  void withoutTheMutatingPolicyTheTemplateMustCarryTheGate() throws IOException {
    client
        .genericKubernetesResources(
            "admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding")
        .withName("schemagate-gate")
        .delete();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> pods.assertRefused(requiring("orders"), WHAT_TO_ADD));
      pods.assertRefused(gated().editMetadata().removeFromLabels(GATED).endMetadata(), WHAT_TO_ADD);
      pods.assertRefused(gated().editSpec().withSchedulingGates().endSpec(), WHAT_TO_ADD);
      assertThat(gates(pods.create(gated()))).containsExactly(GATE);
      assertThat(gates(pods.create(pod()))).isEmpty();
    } finally {
      chart.upgrade();
      pods.awaitGate();
    }
  }

  @Test
  void otherNamespacesThanTheWatchedAreLeftAlone() throws IOException {
    var others = PodsAtTheGate.in(client);
    chart.upgrade("watchNamespaces={" + pods.namespace() + "}");
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          // Refused while one policy has left the namespace and the other has not.
          .ignoreExceptionsInstanceOf(KubernetesClientException.class)
          .untilAsserted(() -> assertThat(gates(others.create(requiring("orders")))).isEmpty());
      assertThat(gates(others.create(requiring("Not Readable")))).isEmpty();
      assertThat(gates(pods.create(requiring("orders")))).containsExactly(GATE);
      pods.assertRefused(requiring("Not Readable"), "can't be read");
    } finally {
      chart.upgrade();
      others.awaitGate();
    }
  }
}

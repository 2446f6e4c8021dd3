package dev.schemagate.e2e;

import static dev.schemagate.e2e.PodsAtTheGate.GATE;
import static dev.schemagate.e2e.PodsAtTheGate.GATED;
import static dev.schemagate.e2e.PodsAtTheGate.REQUIRES;
import static dev.schemagate.e2e.PodsAtTheGate.gated;
import static dev.schemagate.e2e.PodsAtTheGate.gates;
import static dev.schemagate.e2e.PodsAtTheGate.pod;
import static dev.schemagate.e2e.PodsAtTheGate.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart's admission policies make of a pod. */
@ExtendWith(ControlPlaneExtension.class)
class GatePolicyIT {

  private static final String OTHER_GATE = "example.com/quota";

  private static PodsAtTheGate pods;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    Chart.install(plane);
    pods = PodsAtTheGate.in(plane.client());
    pods.awaitGate();
  }

  @Test
  void aPodThatRequiresNothingIsLeftAlone() {
    var pod = pods.create(pod());

    assertThat(gates(pod)).isEmpty();
    assertThat(pod.getMetadata().getLabels()).isNullOrEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "orders@20261120.2",
        "orders@1_2",
        "orders,users",
        " orders@3 , users ",
        "orders.v2"
      })
  void aPodThatRequiresAMigrationGetsTheGate(String requires) {
    var pod = pods.create(requiring(requires));

    assertThat(gates(pod)).containsExactly(GATE);
    assertThat(pod.getMetadata().getLabels()).containsEntry(GATED, "true");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry(REQUIRES, requires);
  }

  @Test
  void gatesAndLabelsOfOthersStay() {
    var pod =
        pods.create(
            requiring("orders")
                .editMetadata()
                .addToLabels("app", "orders")
                .endMetadata()
                .editSpec()
                .addNewSchedulingGate(OTHER_GATE)
                .endSpec());

    assertThat(gates(pod)).containsExactlyInAnyOrder(OTHER_GATE, GATE);
    assertThat(pod.getMetadata().getLabels()).containsEntry("app", "orders").hasSize(2);
  }

  @Test
  void aTemplateThatCarriesTheGateIsTakenAsItIs() {
    var pod = pods.create(gated());

    assertThat(gates(pod)).containsExactly(GATE);
    assertThat(pod.getMetadata().getLabels()).hasSize(1).containsEntry(GATED, "true");
  }

  @Test
  void aLabelThatSaysOtherwiseIsOverwritten() {
    var pod =
        pods.create(requiring("orders").editMetadata().addToLabels(GATED, "false").endMetadata());

    assertThat(pod.getMetadata().getLabels()).containsEntry(GATED, "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Orders", "orders@", "orders,", ",", "orders@1@2", "or ders"})
  void aRequirementThatCannotBeReadIsRefused(String requires) {
    pods.assertRefused(
        requiring(requires),
        "annotation schemagate.dev/requires is '"
            + requires
            + "', which can't be read: write the name of a DatabaseMigration of this namespace"
            + " (orders) or a name and a revision (orders@20261120.2)");
  }

  @Test
  void aPodThatPassesTheSchedulerByIsRefused() {
    var message = "spec.nodeName passes the scheduler by: remove spec.nodeName";

    pods.assertRefused(requiring("orders").editSpec().withNodeName("node-1").endSpec(), message);
  }

  @Test
  void aGateThatNothingWouldOpenIsRefused() {
    pods.assertRefused(
        gated().editMetadata().removeFromAnnotations(REQUIRES).endMetadata(),
        "without the annotation schemagate.dev/requires would wait for ever");
  }
}

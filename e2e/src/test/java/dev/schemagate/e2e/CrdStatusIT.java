package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a status is written and shown. */
@ExtendWith(ControlPlaneExtension.class)
class CrdStatusIT {

  private KubernetesClient client;
  private ClusterWithoutKubelet cluster;

  @BeforeEach
  void apply(ControlPlane plane) throws IOException {
    Chart.install(plane);
    client = plane.client();
    cluster = new ClusterWithoutKubelet(client);
    cluster.apply("suspend: true\nflyway: {source: {configMap: {name: sql}}}");
  }

  @AfterEach
  void delete() {
    cluster.orders().delete();
  }

  @Test
  void conditionsOfSeveralManagersStandSideBySide() {
    applyStatus("one", "conditions: [%s]".formatted(condition("Ready", "True")));
    applyStatus("other", "conditions: [%s]".formatted(condition("Healthy", "True")));

    assertThat(cluster.orders().get().getStatus().conditions())
        .extracting(condition -> condition.type())
        .containsExactlyInAnyOrder("Ready", "Healthy");
  }

  @Test
  void aTypeOfConditionIsThereOnce() {
    var ready = condition("Ready", "True");

    assertThatThrownBy(() -> mergeStatus("conditions: [%s, %s]".formatted(ready, ready)))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("status.conditions[1]: Duplicate value");
    assertThatThrownBy(
            () -> mergeStatus("conditions: [%s]".formatted(condition("Ready", "Perhaps"))))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("status.conditions[0].status");
  }

  @Test
  void aStatusIsNoChangeOfTheSpec() {
    var before = cluster.orders().get().getMetadata().getGeneration();

    mergeStatus("revision: \"3\"");

    assertThat(cluster.orders().get().getMetadata().getGeneration()).isEqualTo(before);
  }

  @Test
  void kubectlGetShowsWhatMatters() throws Exception {
    mergeStatus(
        """
        engine: flyway
        revision: "3"
        target: "4"
        pending: 1
        waitingPods: 2
        conditions: [%s, %s]
        """
            .formatted(condition("Stalled", "True"), condition("Ready", "False")));

    var table = table();

    assertThat(table.at("/columnDefinitions"))
        .filteredOn(column -> column.get("priority").asInt() == 0)
        .extracting(column -> column.get("name").asText())
        .containsExactly(
            "Name", "Engine", "Revision", "Target", "Pending", "Ready", "Reason", "Age");
    assertThat(table.at("/rows/0/cells"))
        .extracting(JsonNode::asText)
        .startsWith("orders", "flyway", "3", "4", "1", "False", "BecauseReady", "2");
  }

  /** As kubectl asks for what it prints. */
  private JsonNode table() throws Exception {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(
                client.getMasterUrl()
                    + "apis/schemagate.dev/v1alpha1/namespaces/"
                    + cluster.namespace()
                    + "/databasemigrations")
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var answer = http.sendAsync(request, String.class).get(10, TimeUnit.SECONDS);
    return Serialization.unmarshal(answer.body(), JsonNode.class);
  }

  private static String condition(String type, String status) {
    return ("{type: %s, status: \"%s\", reason: Because%s, message: m,"
            + " lastTransitionTime: \"2026-11-21T00:00:00Z\"}")
        .formatted(type, status, type);
  }

  private void applyStatus(String manager, String status) {
    patchStatus(
        status,
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .build());
  }

  private void mergeStatus(String status) {
    patchStatus(status, PatchContext.of(PatchType.JSON_MERGE));
  }

  private void patchStatus(String status, PatchContext how) {
    client
        .resources(DatabaseMigration.class)
        .inNamespace(cluster.namespace())
        .withName("orders")
        .subresource("status")
        .patch(
            how,
            """
            apiVersion: schemagate.dev/v1alpha1
            kind: DatabaseMigration
            metadata: {name: orders}
            status:
            """
                + status.indent(2));
  }
}

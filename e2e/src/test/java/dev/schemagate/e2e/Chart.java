package dev.schemagate.e2e;

import static org.awaitility.Awaitility.await;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chart on the control plane that all tests of a JVM share: one release, the chart's values.
 */
record Chart(ControlPlane plane, Helm helm) {

  static final String RELEASE = "schemagate";
  static final String NAMESPACE = OperatorProcess.NAMESPACE;

  static Chart install(ControlPlane plane) throws IOException {
    var chart = new Chart(plane, Helm.on(plane.kubeconfig(), System.out::println));
    chart.upgrade();
    return chart;
  }

  /**
   * @param values besides the chart's own; those of an earlier call are gone
   */
  void upgrade(String... values) throws IOException {
    helm.install(RELEASE, NAMESPACE, List.of(values));
    await().atMost(Duration.ofSeconds(10)).until(this::servesTheResource);
  }

  void uninstall() throws IOException {
    helm.uninstall(RELEASE, NAMESPACE);
  }

  /**
   * @param type for strict checks the generic one, which keeps what the model doesn't know
   */
  static <T extends HasMetadata> List<T> objects(String yaml, Class<T> type) {
    return Stream.of(yaml.split("(?m)^---$"))
        .filter(document -> document.contains("kind:"))
        .map(document -> Serialization.unmarshal(document, type))
        .toList();
  }

  /** The API server minds a definition some time after it was written. */
  private boolean servesTheResource() {
    try {
      plane.client().resources(DatabaseMigration.class).inAnyNamespace().list();
      return true;
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }
}

package dev.schemagate.bench;

import dev.schemagate.testbed.Installation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operator's pods and what they log. */
record OperatorPods(KubernetesClient client) {

  private static final Pattern STARTED = Pattern.compile("startedMs\\W+(\\d+)");

  /** Those that are on their way out too. */
  List<Pod> all() {
    return client
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems();
  }

  /** Until there are that many, all of the newest template and ready, and no other is left. */
  void awaitRollout(int replicas) throws IOException, InterruptedException {
    Wait.until("the operator's roll-out", () -> isRolledOut() && areReady(replicas));
  }

  private boolean isRolledOut() {
    var deployment =
        client
            .apps()
            .deployments()
            .inNamespace(Installation.NAMESPACE)
            .withName(Installation.RELEASE)
            .get();
    var status = deployment.getStatus();
    return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && deployment.getSpec().getReplicas().equals(status.getUpdatedReplicas());
  }

  private boolean areReady(int replicas) {
    var all = all();
    return all.size() == replicas
        && all.stream()
            .allMatch(
                pod ->
                    pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod));
  }

  /** The only one. */
  Pod one() {
    return all().getFirst();
  }

  /** A new process in the place of the only one. */
  Pod restart() throws IOException, InterruptedException {
    client.resource(one()).delete();
    awaitRollout(1);
    startedMillis(one());
    return one();
  }

  /** From the start of the JVM until its informers are in sync, by its own clock. */
  double startedMillis(Pod pod) throws IOException, InterruptedException {
    return Wait.get("the operator to lead", () -> startedMillisNow(pod));
  }

  private Optional<Double> startedMillisNow(Pod pod) {
    try {
      var log =
          client
              .pods()
              .inNamespace(Installation.NAMESPACE)
              .withName(pod.getMetadata().getName())
              .getLog();
      return STARTED
          .matcher(log)
          .results()
          .map(found -> Double.valueOf(found.group(1)))
          .findFirst();
    } catch (KubernetesClientException e) {
      return Optional.empty(); // its container is not there yet
    }
  }
}

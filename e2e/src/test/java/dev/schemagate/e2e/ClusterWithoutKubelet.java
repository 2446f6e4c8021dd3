package dev.schemagate.e2e;

import static org.awaitility.Awaitility.await;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.report.RunReport;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One namespace on a real API server, where the test does what the Job controller and the kubelet
 * would do: at the moment that it chooses.
 */
final class ClusterWithoutKubelet {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final KubernetesClient client;
  private final String namespace = "it-" + COUNT.incrementAndGet();

  ClusterWithoutKubelet(KubernetesClient client) {
    this.client = client;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
  }

  /** What is missing in this cluster, played. */
  Kubelet kubelet() {
    return new Kubelet(client, namespace);
  }

  String namespace() {
    return namespace;
  }

  DatabaseMigration apply(String spec) {
    var migration =
        Serialization.unmarshal(
            """
            apiVersion: schemagate.dev/v1alpha1
            kind: DatabaseMigration
            metadata: {name: orders}
            spec:
              database: {secretName: orders-app}
            """
                + spec.indent(2),
            DatabaseMigration.class);
    migration.getMetadata().setNamespace(namespace);
    return client.resource(migration).serverSideApply();
  }

  Resource<DatabaseMigration> orders() {
    return client.resources(DatabaseMigration.class).inNamespace(namespace).withName("orders");
  }

  void configMap(String name, Map<String, String> data) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withData(data)
                .build())
        .serverSideApply();
  }

  List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  Job awaitJob() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !jobs().isEmpty());
    return jobs().getLast();
  }

  /** The Job of the run that the newest spec asks for. */
  Job awaitRun() {
    var job = awaitReason("Running").getStatus().run().job();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> jobs().stream().anyMatch(j -> j.getMetadata().getName().equals(job)));
    return client.batch().v1().jobs().inNamespace(namespace).withName(job).get();
  }

  static RunReport applied(String revision) {
    return new RunReport(
        "flyway",
        RunReport.Outcome.Applied,
        revision,
        revision,
        revision,
        null,
        List.of(revision),
        null,
        1,
        0,
        0,
        null);
  }

  /** A pod as an application's template makes it. */
  Pod application(String name, String requires, String... otherGates) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .addToAnnotations("schemagate.dev/requires", requires)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .withImage("app:1")
            .endContainer()
            .endSpec();
    for (var gate : otherGates) {
      pod.editSpec().addNewSchedulingGate(gate).endSpec();
    }
    return application(pod.build());
  }

  Pod application(Pod pod) {
    pod.getMetadata().setNamespace(namespace);
    return client.resource(pod).create();
  }

  List<String> gates(Pod pod) {
    return client.resource(pod).get().getSpec().getSchedulingGates().stream()
        .map(gate -> gate.getName())
        .toList();
  }

  /** Waits until Ready has this reason, and returns the resource as it is then. */
  DatabaseMigration awaitReason(String reason) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(25))
        .untilAsserted(() -> Statuses.assertReason(orders().get(), reason));
    return orders().get();
  }

  boolean jobsAreAllowed() {
    var job =
        Serialization.unmarshal(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: probe}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
            """,
            Job.class);
    job.getMetadata().setNamespace(namespace);
    return isAllowed(() -> client.resource(job).dryRun().create());
  }

  /** Whether this pod may be changed. */
  boolean changesAreAllowed(Pod pod) {
    var labelled = PatchContext.of(PatchType.STRATEGIC_MERGE);
    labelled.setDryRun(List.of("All"));
    return isAllowed(
        () -> client.resource(pod).patch(labelled, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
  }

  private static boolean isAllowed(Runnable request) {
    try {
      request.run();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}

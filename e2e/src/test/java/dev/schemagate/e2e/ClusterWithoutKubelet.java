package dev.schemagate.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.report.RunReport;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One namespace on a real API server, where the test does what the Job controller and the kubelet
 * would do: at the moment that it chooses.
 */
final class ClusterWithoutKubelet {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** What the Job controller does. */
  Pod podOf(Job job) {
    var pod =
        new PodBuilder()
            .withMetadata(job.getSpec().getTemplate().getMetadata())
            .withSpec(job.getSpec().getTemplate().getSpec())
            .editMetadata()
            .withGenerateName(job.getMetadata().getName() + "-")
            .withNamespace(namespace)
            .addNewOwnerReference()
            .withApiVersion("batch/v1")
            .withKind("Job")
            .withName(job.getMetadata().getName())
            .withUid(job.getMetadata().getUid())
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .build();
    return client.resource(pod).create();
  }

  /** What the kubelet says while the container runs. */
  void running(Pod pod) {
    var since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    state(
        pod,
        new ContainerStateBuilder().withNewRunning().withStartedAt(since).endRunning(),
        "Running");
  }

  /** What the kubelet says while the container can't start. */
  void waiting(Pod pod, String reason, String message) {
    state(
        pod,
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting(),
        "Pending");
  }

  /** What the kubelet says when the container has ended. */
  void ended(Pod pod, int exitCode, RunReport report) {
    var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    state(
        pod,
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(exitCode == 0 ? "Completed" : "Error")
            .withFinishedAt(at)
            .withMessage(report == null ? null : json(report))
            .endTerminated(),
        exitCode == 0 ? "Succeeded" : "Failed");
  }

  private void state(Pod pod, ContainerStateBuilder state, String phase) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .editStatus(
            current ->
                new PodBuilder(current)
                    .editOrNewStatus()
                    .withPhase(phase)
                    .withContainerStatuses(
                        new ContainerStatusBuilder()
                            .withName("migrate")
                            .withImage("runner")
                            .withImageID("")
                            .withReady(false)
                            .withRestartCount(0)
                            .withState(state.build())
                            .build())
                    .endStatus()
                    .build());
  }

  private static String json(RunReport report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        1,
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

  /** What the scheduler does. */
  void bind(Pod pod) {
    client
        .resource(
            new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(namespace)
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName("node")
                .endTarget()
                .build())
        .create();
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

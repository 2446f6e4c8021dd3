package dev.schemagate.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.RunReport;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Played by the test: Job controller, scheduler and kubelet, each step when the test says so. */
record Kubelet(KubernetesClient client, String namespace) {

  private static final ObjectMapper JSON = new ObjectMapper();

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
}

package dev.schemagate.operator.act;

import dev.schemagate.operator.plan.WaitingPod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Takes the scheduling gate off pods. */
final class Gates {

  /** More at a time is no faster: the API server is the limit. */
  private static final int IN_FLIGHT = 16;

  private static final PatchContext STRATEGIC =
      new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).build();

  /** By name, so other gates stay; the uid refuses a pod of the same name that is another one. */
  private static final String REMOVE_GATE =
      """
      {"metadata":{"uid":"%s"},\
      "spec":{"schedulingGates":[{"$patch":"delete","name":"schemagate.dev/schema"}]}}\
      """;

  private final KubernetesClient client;
  private final Consumer<WaitingPod> opened;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(IN_FLIGHT, Thread.ofVirtual().name("gate-", 0).factory());

  Gates(KubernetesClient client, Consumer<WaitingPod> opened) {
    this.client = client;
    this.opened = opened;
  }

  /**
   * Opens all of them, then fails if one could not be: no event will come for that pod, only the
   * retry of the whole reconcile.
   */
  void open(List<WaitingPod> pods) {
    var all = pods.stream().map(pod -> CompletableFuture.runAsync(() -> open(pod), threads));
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof KubernetesClientException refused ? refused : e;
    }
  }

  private void open(WaitingPod pod) {
    // resource(pod).patch sends the PATCH alone; withName(name).patch would read the pod first
    var named =
        new PodBuilder()
            .withNewMetadata()
            .withName(pod.name())
            .withNamespace(pod.namespace())
            .endMetadata()
            .build();
    try {
      client.resource(named).patch(STRATEGIC, REMOVE_GATE.formatted(pod.uid()));
      opened.accept(pod);
    } catch (KubernetesClientException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
  }

  /** Deleted, or deleted and made again: the new pod waits in its own right. */
  private static boolean isGone(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
            .flatMap(details -> details.getCauses().stream())
            .anyMatch(cause -> "metadata.uid".equals(cause.getField()));
  }
}

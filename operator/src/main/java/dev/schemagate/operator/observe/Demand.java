package dev.schemagate.operator.observe;

import dev.schemagate.operator.plan.Requirement;
import dev.schemagate.operator.plan.Template;
import dev.schemagate.operator.plan.WaitingPod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods that wait for a schema, and which resources they wait for. */
public final class Demand {

  /** On a pod that the gate was put on: the operator watches no other. */
  public static final String GATED = "schemagate.dev/gated";

  private static final String GATE = "schemagate.dev/schema";

  /** What Deployments, and StatefulSets and DaemonSets, mark pods of one template with. */
  private static final List<String> TEMPLATE_LABELS =
      List.of("pod-template-hash", "controller-revision-hash");

  private Demand() {}

  /** The resources that a pod requires. */
  public static Set<ResourceID> of(Pod pod) {
    return Requirement.of(pod.getMetadata().getAnnotations()).stream()
        .map(r -> new ResourceID(r.migration(), pod.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  static boolean isGated(Pod pod) {
    return pod.getSpec().getSchedulingGates().stream().anyMatch(g -> g.getName().equals(GATE));
  }

  static WaitingPod waiting(Pod pod) {
    var meta = pod.getMetadata();
    return new WaitingPod(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        Instant.parse(meta.getCreationTimestamp()),
        Requirement.of(meta.getAnnotations()),
        Stream.concat(
                pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
            .map(Container::getImage)
            .toList(),
        template(pod).orElse(null));
  }

  /** Empty for a pod without an owner, or whose owner marks no templates. */
  static Optional<Template> template(Pod pod) {
    var labels = pod.getMetadata().getLabels();
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst()
        .flatMap(
            owner ->
                TEMPLATE_LABELS.stream()
                    .filter(labels::containsKey)
                    .map(label -> new Template(owner.getUid(), label, labels.get(label)))
                    .findFirst());
  }
}

package dev.schemagate.operator.observe;

import dev.schemagate.operator.plan.Template;
import dev.schemagate.operator.plan.WaitingPod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks which templates have a pod past the gate. Running pods are in no cache, for there may be
 * many; they are listed only while a pod of the same template waits.
 */
public record Siblings(KubernetesClient client) {

  Set<Template> passed(List<WaitingPod> waiting) {
    Map<Template, String> namespaces = new HashMap<>();
    waiting.stream()
        .filter(pod -> pod.template() != null)
        .filter(pod -> pod.requires().stream().anyMatch(r -> r.revision() == null))
        .forEach(pod -> namespaces.put(pod.template(), pod.namespace()));
    return namespaces.entrySet().stream()
        .filter(entry -> isPast(entry.getValue(), entry.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean isPast(String namespace, Template template) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(Demand.GATED, "true")
        .withLabel(template.label(), template.hash())
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .anyMatch(pod -> Demand.template(pod).equals(Optional.of(template)));
  }
}

package dev.schemagate.operator.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;

/** Keeps of a waiting pod what the gate's decision needs: thousands may wait at once. */
final class WaitingPodStore extends BasicItemStore<Pod> {

  WaitingPodStore() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public Pod put(String key, Pod pod) {
    return super.put(key, trim(pod));
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  private static Pod trim(Pod full) {
    var meta = full.getMetadata();
    return new PodBuilder()
        .withNewMetadata()
        .withName(meta.getName())
        .withNamespace(meta.getNamespace())
        .withUid(meta.getUid())
        .withResourceVersion(meta.getResourceVersion())
        .withCreationTimestamp(meta.getCreationTimestamp())
        .withLabels(meta.getLabels())
        .withAnnotations(meta.getAnnotations())
        .withOwnerReferences(meta.getOwnerReferences())
        .endMetadata()
        .withNewSpec()
        .withSchedulingGates(full.getSpec().getSchedulingGates())
        .withInitContainers(images(full.getSpec().getInitContainers()))
        .withContainers(images(full.getSpec().getContainers()))
        .endSpec()
        .build();
  }

  private static List<Container> images(List<Container> containers) {
    return containers.stream()
        .map(c -> new ContainerBuilder().withName(c.getName()).withImage(c.getImage()).build())
        .toList();
  }
}

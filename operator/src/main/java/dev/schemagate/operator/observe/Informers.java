package dev.schemagate.operator.observe;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.operator.plan.MigrationJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is watched: Jobs and pods that the operator made, pods that wait, and the digests of
 * ConfigMaps.
 */
public record Informers(
    InformerEventSource<Job, DatabaseMigration> jobs,
    InformerEventSource<Pod, DatabaseMigration> runs,
    InformerEventSource<Pod, DatabaseMigration> waiting,
    InformerEventSource<ConfigMap, DatabaseMigration> configMaps) {

  private static final String OURS = MigrationJob.MANAGED_BY + "=" + MigrationJob.SCHEMAGATE;
  private static final String BY_CONFIG_MAP = "configMap";

  public static Informers of(EventSourceContext<DatabaseMigration> context) {
    return new Informers(jobs(context), runs(context), waiting(context), configMaps(context));
  }

  public List<EventSource<?, DatabaseMigration>> all() {
    return List.of(jobs, runs, waiting, configMaps);
  }

  private static InformerEventSource<Job, DatabaseMigration> jobs(
      EventSourceContext<DatabaseMigration> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Job.class, DatabaseMigration.class)
            .withName("jobs")
            .withLabelSelector(OURS)
            .withSecondaryToPrimaryMapper(Informers::migration)
            .withOnUpdateFilter((now, before) -> !conditions(now).equals(conditions(before)))
            .build(),
        context);
  }

  private static InformerEventSource<Pod, DatabaseMigration> runs(
      EventSourceContext<DatabaseMigration> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Pod.class, DatabaseMigration.class)
            .withName("runs")
            .withLabelSelector(OURS)
            .withSecondaryToPrimaryMapper(Informers::migration)
            .withOnUpdateFilter((now, before) -> !news(now).equals(news(before)))
            .build(),
        context);
  }

  /** Bound pods leave this watch, although they keep the label for life. */
  private static InformerEventSource<Pod, DatabaseMigration> waiting(
      EventSourceContext<DatabaseMigration> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Pod.class, DatabaseMigration.class)
            .withName("waiting")
            .withLabelSelector(Demand.GATED + "=true")
            .withFieldSelector(new FieldSelectorBuilder().withField("spec.nodeName", "").build())
            .withItemStore(new WaitingPodStore())
            .withSecondaryToPrimaryMapper(Demand::of)
            .withOnUpdateFilter((now, before) -> Demand.isGated(now) != Demand.isGated(before))
            .build(),
        context);
  }

  private static InformerEventSource<ConfigMap, DatabaseMigration> configMaps(
      EventSourceContext<DatabaseMigration> context) {
    var migrations = context.getPrimaryCache();
    migrations.addIndexer(BY_CONFIG_MAP, m -> configMap(m).map(Informers::key).stream().toList());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(ConfigMap.class, DatabaseMigration.class)
            .withName("configMaps")
            .withItemStore(new ConfigMapDigest())
            .withSecondaryToPrimaryMapper(
                configMap ->
                    migrations
                        .byIndex(BY_CONFIG_MAP, key(ResourceID.fromResource(configMap)))
                        .stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .build(),
        context);
  }

  /** The ConfigMap that a resource's migrations are in, if they are in one. */
  static Optional<ResourceID> configMap(DatabaseMigration migration) {
    return Optional.ofNullable(migration.getSpec().flyway().source().configMap())
        .map(source -> new ResourceID(source.name(), migration.getMetadata().getNamespace()));
  }

  private static String key(ResourceID id) {
    return id.getNamespace().orElse("") + "/" + id.getName();
  }

  private static Set<ResourceID> migration(HasMetadata made) {
    var name = made.getMetadata().getAnnotations().get(MigrationJob.MIGRATION);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, made.getMetadata().getNamespace()));
  }

  private static List<?> conditions(Job job) {
    return job.getStatus() == null ? List.of() : job.getStatus().getConditions();
  }

  /** What of a run's pod can change the plan: probes, addresses and times can't. */
  private static List<?> news(Pod pod) {
    return List.of(
        RunState.container(pod).map(ContainerStatus::getState).map(Objects::toString).orElse(""),
        Waiting.of(pod).map(Waiting::message).orElse(""));
  }
}

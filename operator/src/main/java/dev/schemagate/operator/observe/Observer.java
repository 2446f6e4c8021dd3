package dev.schemagate.operator.observe;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.operator.plan.Inputs;
import dev.schemagate.operator.plan.Observed;
import dev.schemagate.operator.plan.Observed.Superseded;
import dev.schemagate.operator.plan.Required;
import dev.schemagate.operator.plan.Requirement;
import dev.schemagate.operator.plan.Run;
import dev.schemagate.operator.plan.WaitingPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads everything that a plan needs from the caches.
 *
 * @param migrations the cached resource of a name, if there is one
 */
public record Observer(
    Informers informers,
    Siblings siblings,
    Function<ResourceID, Optional<DatabaseMigration>> migrations) {

  private static final String JOB_NAME = "batch.kubernetes.io/job-name";

  public Observed observe(DatabaseMigration migration) {
    var inputs = inputs(migration);
    var jobs = jobs(migration);
    var pods = informers.runs().getSecondaryResources(migration);
    var demand = demand(migration);
    return new Observed(
        inputs,
        inputs instanceof Inputs.Known known ? run(known, jobs, pods) : new Run.Absent(),
        inputs instanceof Inputs.Known known ? superseded(known, jobs, pods) : List.of(),
        demand,
        others(demand),
        siblings.passed(demand));
  }

  private Inputs inputs(DatabaseMigration migration) {
    var configMap = Informers.configMap(migration);
    if (configMap.isEmpty()) {
      return Inputs.of(migration, "");
    }
    return informers
        .configMaps()
        .get(configMap.get())
        .<Inputs>map(found -> Inputs.of(migration, ConfigMapDigest.of(found)))
        .orElseGet(() -> new Inputs.Missing(configMap.get().getName()));
  }

  /** Those of this very resource: one of the same name may have been there before. */
  private List<Job> jobs(DatabaseMigration migration) {
    var uid = migration.getMetadata().getUid();
    return informers.jobs().getSecondaryResources(migration).stream()
        .filter(
            job ->
                job.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(uid)))
        .toList();
  }

  private static Run run(Inputs.Known inputs, List<Job> jobs, Set<Pod> pods) {
    return jobs.stream()
        .filter(job -> job.getMetadata().getName().equals(inputs.job()))
        .findFirst()
        .map(job -> RunState.of(job, podsOf(job, pods)))
        .orElseGet(Run.Absent::new);
  }

  private static List<Superseded> superseded(Inputs.Known inputs, List<Job> jobs, Set<Pod> pods) {
    return jobs.stream()
        .filter(job -> !job.getMetadata().getName().equals(inputs.job()))
        .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
        .filter(job -> RunState.of(job, podsOf(job, pods)) instanceof Run.Active)
        .map(
            job ->
                new Superseded(job.getMetadata().getName(), RunState.isRunning(podsOf(job, pods))))
        .toList();
  }

  private static List<Pod> podsOf(Job job, Set<Pod> pods) {
    var name = job.getMetadata().getName();
    return pods.stream()
        .filter(pod -> name.equals(pod.getMetadata().getLabels().get(JOB_NAME)))
        .toList();
  }

  private List<WaitingPod> demand(DatabaseMigration migration) {
    return informers.waiting().getSecondaryResources(migration).stream()
        .filter(Demand::isGated)
        .map(Demand::waiting)
        .sorted(Comparator.comparing(WaitingPod::createdAt))
        .toList();
  }

  private Map<String, Required> others(List<WaitingPod> demand) {
    var found = new HashMap<String, Required>();
    for (var pod : demand) {
      for (var requirement : pod.requires()) {
        other(pod, requirement).ifPresent(r -> found.putIfAbsent(requirement.migration(), r));
      }
    }
    return found;
  }

  private Optional<Required> other(WaitingPod pod, Requirement requirement) {
    return migrations
        .apply(new ResourceID(requirement.migration(), pod.namespace()))
        .map(
            other ->
                Required.of(
                    other,
                    Optional.ofNullable(other.getStatus())
                        .orElseGet(DatabaseMigrationStatus::empty)));
  }
}

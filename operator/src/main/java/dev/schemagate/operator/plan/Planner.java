package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * The heart: what a resource needs next. Pure, so that every situation is a test without a cluster.
 *
 * @param jobs how Jobs are made
 * @param settle how long a pod that names no revision waits for a newer spec
 */
public record Planner(MigrationJob jobs, Duration settle) {

  public Plan plan(DatabaseMigration migration, Observed observed, Instant now) {
    var step = step(migration, observed, now);
    return gates(migration, observed, step, now);
  }

  /** The run: what to say of it, and what to do for it. */
  private record Step(
      DatabaseMigrationStatus status, List<String> discard, Optional<Plan.Start> start) {
    static Step say(DatabaseMigrationStatus status) {
      return new Step(status, List.of(), Optional.empty());
    }
  }

  private Step step(DatabaseMigration migration, Observed observed, Instant now) {
    return switch (observed.inputs()) {
      case Inputs.Missing(var configMap) ->
          Step.say(
              new StatusOf(migration, now)
                  .waiting(
                      Reason.ConfigMapNotFound,
                      "ConfigMap %s does not exist; the run starts when it does"
                          .formatted(configMap)));
      case Inputs.Known inputs -> step(migration, inputs, observed, now);
    };
  }

  private Step step(
      DatabaseMigration migration, Inputs.Known inputs, Observed observed, Instant now) {
    var status = new StatusOf(migration, now);
    var recorded = recorded(migration, inputs);
    if (recorded.isPresent()) { // its Job may be gone since: nothing is run for that
      return Step.say(status.recorded(recorded.get()));
    }
    return switch (observed.run()) {
      case Run.Absent() -> absent(migration, inputs, observed, status);
      case Run.Active active -> Step.say(status.active(inputs, active));
      case Run.Succeeded succeeded -> Step.say(status.succeeded(inputs, succeeded));
      case Run.Failed failed -> Step.say(status.failed(inputs, failed));
    };
  }

  private Step absent(
      DatabaseMigration migration, Inputs.Known inputs, Observed observed, StatusOf status) {
    if (Boolean.TRUE.equals(migration.getSpec().suspend())) {
      return Step.say(status.suspended());
    }
    var busy = observed.superseded().stream().filter(Observed.Superseded::running).findFirst();
    if (busy.isPresent()) { // killing it in the middle of a script would be the greater harm
      return Step.say(
          status.waiting(
              Reason.PreviousRunActive,
              "Job %s of an earlier spec is still running".formatted(busy.get().job())));
    }
    return new Step(
        wasRejected(migration, inputs) ? migration.getStatus() : status.running(inputs),
        observed.superseded().stream().map(Observed.Superseded::job).toList(),
        Optional.of(
            new Plan.Start(jobs.of(migration, inputs), why -> status.rejected(inputs, why))));
  }

  /** Then it stays said until the Job is there, instead of flickering with each attempt. */
  private static boolean wasRejected(DatabaseMigration migration, Inputs.Known inputs) {
    return Optional.ofNullable(migration.getStatus())
        .filter(old -> old.run() != null && inputs.job().equals(old.run().job()))
        .filter(old -> migration.getMetadata().getGeneration().equals(old.observedGeneration()))
        .flatMap(DatabaseMigrationStatus::ready)
        .filter(ready -> ready.reason().equals(Reason.JobRejected.name()))
        .isPresent();
  }

  private static Optional<RunStatus> recorded(DatabaseMigration migration, Inputs.Known inputs) {
    return Optional.ofNullable(migration.getStatus())
        .map(DatabaseMigrationStatus::run)
        .filter(run -> inputs.hash().equals(run.inputs()))
        .filter(run -> run.outcome() != RunStatus.Outcome.Running);
  }

  private Plan gates(DatabaseMigration migration, Observed observed, Step step, Instant now) {
    var required = new HashMap<>(observed.others());
    required.put(migration.getMetadata().getName(), Required.of(migration, step.status));
    var gate = new Gate(required, observed.passed(), settle, now);
    var open = new ArrayList<WaitingPod>();
    var tell = new ArrayList<Told>();
    var rechecks = new ArrayList<Duration>();
    for (var pod : observed.demand()) {
      switch (gate.decide(pod)) {
        case Gate.Verdict.Open() -> open.add(pod);
        case Gate.Verdict.Closed(var why, var recheck) when recheck != null ->
            rechecks.add(recheck);
        case Gate.Verdict.Closed(var why, var recheck) -> tell.add(new Told.OfPod(pod, why));
      }
    }
    Told.transition(migration.getStatus(), step.status).ifPresent(tell::addFirst);
    return new Plan(
        step.status.withWaitingPods(observed.demand().size() - open.size()),
        step.discard,
        step.start,
        List.copyOf(open),
        List.copyOf(tell),
        rechecks.stream().min(Comparator.naturalOrder()));
  }
}

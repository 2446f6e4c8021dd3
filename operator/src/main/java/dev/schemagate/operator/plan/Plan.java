package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to do, in this order.
 *
 * @param status to write, if it differs from what is there: always first, so that no answer about
 *     an older spec is shown as current
 * @param discard Jobs of earlier inputs to delete
 * @param start the run to start
 * @param open pods to let through
 * @param tell events
 * @param recheck when time alone changes the answer
 */
public record Plan(
    DatabaseMigrationStatus status,
    List<String> discard,
    Optional<Start> start,
    List<WaitingPod> open,
    List<Told> tell,
    Optional<Duration> recheck) {

  /**
   * A Job to create.
   *
   * @param rejected the status to write when the API server refuses it, from its message
   */
  public record Start(Job job, Function<String, DatabaseMigrationStatus> rejected) {}
}

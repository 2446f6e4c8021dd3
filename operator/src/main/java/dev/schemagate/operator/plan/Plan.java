package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do, in this order.
 *
 * @param status to write, if it differs from what is there: always first, so that no answer about
 *     an older spec is shown as current
 * @param discard Jobs of earlier inputs to delete
 * @param start the Job to create
 * @param open pods to let through
 * @param tell events
 * @param recheck when time alone changes the answer
 */
public record Plan(
    DatabaseMigrationStatus status,
    List<String> discard,
    Optional<Job> start,
    List<WaitingPod> open,
    List<Told> tell,
    Optional<Duration> recheck) {}

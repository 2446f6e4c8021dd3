package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.TimeoutsSpec;
import dev.schemagate.report.ExitCode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The only builder of Jobs.
 *
 * @param runnerImage what runs in them
 * @param pullPolicy of the runner image
 */
public record MigrationJob(String runnerImage, String pullPolicy) {

  /** On Jobs and their pods, so that the operator watches no others. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String SCHEMAGATE = "schemagate";

  /** On Jobs and their pods: the resource's name, which may be too long for a label. */
  public static final String MIGRATION = "schemagate.dev/migration";

  /** The container whose end is the run's end. */
  public static final String CONTAINER = "migrate";

  /**
   * With the Job's back-off of 10 s, doubled up to 10 min: about three hours of a database that is
   * down.
   */
  private static final int RETRIES = 24;

  /** Logs stay for a week; what the run did is in the status. */
  private static final int KEPT_SECONDS = 7 * 24 * 3600;

  Job of(DatabaseMigration migration, Inputs.Known inputs) {
    return new JobBuilder()
        .withMetadata(metadata(migration, inputs))
        .withNewSpec()
        .withBackoffLimit(RETRIES)
        .withActiveDeadlineSeconds(timeouts(migration).flatMap(MigrationJob::deadline).orElse(null))
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withPodReplacementPolicy("Failed")
        .withPodFailurePolicy(failurePolicy())
        .withTemplate(new RunnerPod(runnerImage, pullPolicy).of(migration))
        .endSpec()
        .build();
  }

  private static ObjectMeta metadata(DatabaseMigration migration, Inputs.Known inputs) {
    var owner = migration.getMetadata();
    return new ObjectMetaBuilder()
        .withName(inputs.job())
        .withNamespace(owner.getNamespace())
        .addToLabels(MANAGED_BY, SCHEMAGATE)
        .addToAnnotations(MIGRATION, owner.getName())
        .addNewOwnerReference()
        .withApiVersion(migration.getApiVersion())
        .withKind(migration.getKind())
        .withName(owner.getName())
        .withUid(owner.getUid())
        .withController(true)
        .withBlockOwnerDeletion(false) // true would ask for a right on finalizers
        .endOwnerReference()
        .build();
  }

  /** Permanent exit codes fail the Job at once; a drained node doesn't count as an attempt. */
  private static PodFailurePolicy failurePolicy() {
    return new PodFailurePolicyBuilder()
        .addNewRule()
        .withAction("Ignore")
        .addNewOnPodCondition("True", "DisruptionTarget")
        .endRule()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withContainerName(CONTAINER)
        .withOperator("In")
        .withValues(
            Arrays.stream(ExitCode.values())
                .filter(ExitCode::permanent)
                .map(ExitCode::code)
                .toList())
        .endOnExitCodes()
        .endRule()
        .build();
  }

  private static Optional<TimeoutsSpec> timeouts(DatabaseMigration migration) {
    return Optional.ofNullable(migration.getSpec().timeouts());
  }

  /** In whole seconds, at least one; none for 0. */
  private static Optional<Long> deadline(TimeoutsSpec timeouts) {
    return timeouts
        .runLimit()
        .filter(limit -> limit.isPositive())
        .map(limit -> Math.max(1, limit.toSeconds()));
  }
}

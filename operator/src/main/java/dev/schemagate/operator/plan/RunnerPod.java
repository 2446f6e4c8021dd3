package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Optional;

/**
 * The pod of a run: meets the <code>restricted</code> Pod Security Standard, with the Secret and
 * the migrations mounted read-only and no service-account token.
 */
record RunnerPod(String image, String pullPolicy) {

  /** Where the migrations are mounted. */
  static final String MIGRATIONS = "/schemagate/migrations";

  /** Where the Secret is mounted. */
  static final String SECRET = "/schemagate/database";

  private static final int NON_ROOT = 65532;

  PodTemplateSpec of(DatabaseMigration migration) {
    var runner = Optional.ofNullable(migration.getSpec().runner());
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels(MigrationJob.MANAGED_BY, MigrationJob.SCHEMAGATE)
        .addToAnnotations(MigrationJob.MIGRATION, migration.getMetadata().getName())
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withServiceAccountName(runner.map(r -> r.serviceAccountName()).orElse(null))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser((long) NON_ROOT)
        .withRunAsGroup((long) NON_ROOT)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(migration))
        .withVolumes(database(migration), migrations(migration))
        .endSpec()
        .build();
  }

  private Container container(DatabaseMigration migration) {
    return new ContainerBuilder()
        .withName(MigrationJob.CONTAINER)
        .withImage(image)
        .withImagePullPolicy(pullPolicy)
        .withArgs("migrate")
        .withEnv(RunnerEnvironment.of(migration))
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withNewResources()
        .addToRequests("cpu", new Quantity("100m"))
        .addToRequests("memory", new Quantity("256Mi"))
        .addToLimits("memory", new Quantity("512Mi"))
        .endResources()
        .addNewVolumeMount()
        .withName("database")
        .withMountPath(SECRET)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("migrations")
        .withMountPath(MIGRATIONS)
        .withReadOnly(true)
        .endVolumeMount()
        .build();
  }

  /** Optional, so that the run itself says that the Secret is missing; the operator can't look. */
  private static Volume database(DatabaseMigration migration) {
    return new VolumeBuilder()
        .withName("database")
        .withNewSecret()
        .withSecretName(migration.getSpec().database().secretName())
        .withOptional(true)
        .endSecret()
        .build();
  }

  private static Volume migrations(DatabaseMigration migration) {
    var source = migration.getSpec().flyway().source();
    var volume = new VolumeBuilder().withName("migrations");
    if (source.image() != null) {
      var policy = source.image().pullPolicy();
      volume
          .withNewImage()
          .withReference(source.image().reference())
          .withPullPolicy(policy == null ? null : policy.name())
          .endImage();
    } else if (source.configMap() != null) {
      volume.withNewConfigMap().withName(source.configMap().name()).endConfigMap();
    } else {
      volume.withNewPersistentVolumeClaim(source.persistentVolumeClaim().claimName(), true);
    }
    return volume.build();
  }
}

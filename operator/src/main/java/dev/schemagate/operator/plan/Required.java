package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.DowngradePolicy;
import dev.schemagate.api.ImageSource;
import dev.schemagate.api.RunStatus.Outcome;
import java.util.Optional;

/**
 * A resource that a pod requires.
 *
 * @param status as it is, or as it is about to be written
 * @param generation of its spec
 * @param sourceImage the image that carries its migrations now; null when none does
 * @param downTo the revision, or base, that a run may be undoing migrations to; null when none may
 */
public record Required(
    DatabaseMigrationStatus status, Long generation, String sourceImage, String downTo) {

  public static Required of(DatabaseMigration migration, DatabaseMigrationStatus status) {
    var image = Optional.ofNullable(migration.getSpec().flyway().source().image());
    return new Required(
        status,
        migration.getMetadata().getGeneration(),
        image.map(ImageSource::reference).orElse(null),
        mayUndo(migration, status) ? migration.getSpec().target() : null);
  }

  /** From the moment that the spec asks for it until a run says where the database is. */
  private static boolean mayUndo(DatabaseMigration migration, DatabaseMigrationStatus status) {
    var spec = migration.getSpec();
    var seen = migration.getMetadata().getGeneration().equals(status.observedGeneration());
    var goesOn = status.run() != null && status.run().outcome() == Outcome.Running;
    return spec.downgrade() == DowngradePolicy.Allow
        && !"head".equals(spec.target())
        && (goesOn || !seen);
  }
}

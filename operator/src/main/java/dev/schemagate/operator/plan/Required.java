package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.ImageSource;
import java.util.Optional;

/**
 * A resource that a pod requires.
 *
 * @param status as it is, or as it is about to be written
 * @param generation of its spec
 * @param sourceImage the image that carries its migrations now; null when none does
 */
public record Required(DatabaseMigrationStatus status, Long generation, String sourceImage) {

  public static Required of(DatabaseMigration migration, DatabaseMigrationStatus status) {
    var image = Optional.ofNullable(migration.getSpec().flyway().source().image());
    return new Required(
        status,
        migration.getMetadata().getGeneration(),
        image.map(ImageSource::reference).orElse(null));
  }
}

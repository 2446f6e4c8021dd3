package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.ImageSource;
import dev.schemagate.api.RunStatus;
import dev.schemagate.api.RunStatus.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource that a pod requires.
 *
 * @param status as it is, or as it is about to be written
 * @param generation of its spec
 * @param sourceImage the image that carries its migrations now; null when none does
 * @param downTo revisions, or base, that runs may be undoing migrations to; mostly none
 */
public record Required(
    DatabaseMigrationStatus status, Long generation, String sourceImage, List<String> downTo) {

  public static Required of(DatabaseMigration migration, DatabaseMigrationStatus status) {
    var image = Optional.ofNullable(migration.getSpec().flyway().source().image());
    return new Required(
        status,
        migration.getMetadata().getGeneration(),
        image.map(ImageSource::reference).orElse(null),
        Stream.of(byTheRun(status), byTheSpec(migration, status))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Also when the spec has changed since: the run goes on to its end. */
  private static Optional<String> byTheRun(DatabaseMigrationStatus status) {
    return Optional.ofNullable(status.run())
        .filter(run -> run.outcome() == Outcome.Running)
        .map(RunStatus::downTo);
  }

  /** Before its run is said to go on. */
  private static Optional<String> byTheSpec(
      DatabaseMigration migration, DatabaseMigrationStatus status) {
    return migration.getMetadata().getGeneration().equals(status.observedGeneration())
        ? Optional.empty()
        : migration.getSpec().downTo();
  }
}

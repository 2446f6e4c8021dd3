package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import java.util.Optional;

/** What tests ask of a resource's status. */
final class Statuses {

  private Statuses() {}

  /** That Ready is said of this very generation, with this reason. */
  static void assertReason(DatabaseMigration migration, String reason) {
    assertThat(migration.getStatus()).as("status").isNotNull();
    assertThat(migration.getStatus().ready())
        .hasValueSatisfying(
            ready -> assertThat(ready.reason()).as("Ready: %s", ready.message()).isEqualTo(reason));
    assertThat(migration.getStatus().observedGeneration())
        .isEqualTo(migration.getMetadata().getGeneration());
  }

  static boolean isReady(DatabaseMigration migration) {
    return Optional.ofNullable(migration.getStatus())
        .filter(
            status -> migration.getMetadata().getGeneration().equals(status.observedGeneration()))
        .flatMap(DatabaseMigrationStatus::ready)
        .filter(ready -> ready.status().equals("True"))
        .isPresent();
  }
}

package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.report.RunReport;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources and situations that several tests start from. */
final class Examples {

  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  static final Planner PLANNER =
      new Planner(
          new MigrationJob("ghcr.io/schemagate/runner:1", "IfNotPresent"), Duration.ofSeconds(3));

  private Examples() {}

  static DatabaseMigration migration() {
    return migration(
        """
        flyway:
          source: {image: {reference: "ghcr.io/acme/orders:2", path: /app/db/migration}}
        """);
  }

  /**
   * @param spec YAML that completes the spec; the database is there already
   */
  static DatabaseMigration migration(String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: schemagate.dev/v1alpha1
        kind: DatabaseMigration
        metadata: {name: orders, namespace: shop, uid: 1f2e, generation: 4}
        spec:
          database: {secretName: orders-app}
        """
            + spec.indent(2),
        DatabaseMigration.class);
  }

  static DatabaseMigration with(DatabaseMigration migration, DatabaseMigrationStatus status) {
    migration.setStatus(status);
    return migration;
  }

  static Observed observed(DatabaseMigration migration, Run run, WaitingPod... demand) {
    return new Observed(
        Inputs.of(migration, ""), run, List.of(), List.of(demand), Map.of(), Set.of());
  }

  static Run.Succeeded applied(String revision) {
    return new Run.Succeeded(
        new RunReport(
            "flyway",
            RunReport.Outcome.Applied,
            revision,
            revision,
            revision,
            null,
            List.of(revision),
            null,
            1,
            0,
            0,
            null),
        1,
        NOW);
  }

  static WaitingPod pod(String requires, String... images) {
    return new WaitingPod(
        "shop",
        "orders-7f9-abc",
        "77",
        NOW.minusSeconds(60),
        Requirement.of(Map.of(Requirement.ANNOTATION, requires)),
        List.of(images),
        new Template("rs-uid", "pod-template-hash", "7f9"));
  }
}

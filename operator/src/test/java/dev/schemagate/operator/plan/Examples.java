package dev.schemagate.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
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
    return succeeded(Outcome.Applied, null, revision, null, 1, 0);
  }

  /**
   * @param to null for base
   */
  static Run.Succeeded downgraded(String from, String to, int undone) {
    return succeeded(Outcome.Downgraded, from, to, null, 0, undone);
  }

  static Run.Succeeded succeeded(
      Outcome outcome, String from, String to, String stamped, int applied, int undone) {
    var head = undone > 0 ? from : to;
    var revisions = to == null ? List.<String>of() : List.of(to);
    return new Run.Succeeded(
        new RunReport(
            "flyway", outcome, to, head, to, from, revisions, stamped, applied, undone, 0, null),
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

  static Run.Failed broken() {
    var error =
        RunError.of(Failure.MigrationFailed, "syntax error")
            .in("2", "V2__more.sql")
            .at(3, 7)
            .sql("42601", "the detail", "a hint")
            .remedy("nothing of it is left");
    return new Run.Failed(
        Reason.MigrationFailed,
        "V2__more.sql:3:7: syntax error (SQLSTATE 42601)",
        1,
        Instant.parse("2026-11-21T08:59:58Z"),
        RunReport.failed("flyway", error));
  }

  static Plan plan(DatabaseMigration migration, Run run) {
    return PLANNER.plan(migration, observed(migration, run), NOW);
  }

  static void assertReady(Plan plan, String status, Reason reason) {
    assertThat(plan.status().ready())
        .hasValueSatisfying(
            ready -> {
              assertThat(ready.reason()).isEqualTo(reason.name());
              assertThat(ready.status()).isEqualTo(status);
            });
  }
}

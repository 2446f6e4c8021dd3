package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** What the database should be at, where it is, and where its migrations are. */
@ValidationRule(
    value = "self.target.matches('^(head|base|[0-9]+([._][0-9]+)*)$')",
    fieldPath = ".target",
    message =
        "must be head, base, or a version as in the name of its migration, without V, for example"
            + " 20261120.2")
@ValidationRule(
    value = "self.target != 'base' || self.downgrade == 'Allow'",
    fieldPath = ".target",
    message = "base undoes every migration: that needs downgrade: Allow")
public record DatabaseMigrationSpec(
    @Default("head")
        @Size(max = 64)
        @JsonPropertyDescription(
            "The revision to bring the database to: head (the newest of the source), a version as"
                + " in the name of its migration, for example 20261120.2, or base (nothing"
                + " applied).")
        String target,
    @Required
        @JsonPropertyDescription("The PostgreSQL database whose schema is kept at the target.")
        DatabaseSpec database,
    @Required
        @JsonPropertyDescription(
            "Migrations written for Flyway, and how Flyway runs them. A setting that is made here"
                + " wins over a flyway.toml or flyway.conf beside the migrations.")
        FlywaySpec flyway,
    @Default("Forbid")
        @JsonPropertyDescription(
            "Whether a run may undo migrations when the database is past the target. Allow runs the"
                + " undo scripts (U<version>__<description>.sql), newest first, all in one"
                + " transaction; what they drop is gone.")
        DowngradePolicy downgrade,
    @JsonPropertyDescription(
            "What to do with a schema that has tables but no history of migrations. Without it,"
                + " such a schema is refused.")
        AdoptSpec adopt,
    @Default("Accept")
        @JsonPropertyDescription(
            "What to do when the database has revisions that the source doesn't know, as after the"
                + " rollback of an image: Accept leaves them alone, Block refuses to run.")
        DatabaseAheadPolicy databaseAhead,
    @Default("false")
        @JsonPropertyDescription(
            "Start no run while true. A run that has started goes on to its end; pods whose"
                + " requirement is met already are let through.")
        Boolean suspend,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Any new value runs once more, for example today's date: after a failure was repaired"
                + " outside of the migrations, or a Secret was corrected.")
        String rerun,
    @JsonPropertyDescription("How long each part of a run may take.") TimeoutsSpec timeouts,
    @JsonPropertyDescription("The pod that runs the migrations.") RunnerSpec runner) {

  /** The target, where a run may undo migrations to reach it; head is never below. */
  public Optional<String> downTo() {
    return Optional.ofNullable(target)
        .filter(wanted -> downgrade == DowngradePolicy.Allow && !wanted.equals("head"));
  }
}

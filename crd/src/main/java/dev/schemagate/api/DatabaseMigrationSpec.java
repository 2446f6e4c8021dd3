package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What the database should be at, where it is, and where its migrations are. */
@ValidationRule(
    value = "self.target.matches('^(head|[0-9]+([._][0-9]+)*)$')",
    fieldPath = ".target",
    message =
        "must be head, or a version as in the name of its migration, without V, for example"
            + " 20261120.2")
public record DatabaseMigrationSpec(
    @Default("head")
        @Size(max = 64)
        @JsonPropertyDescription(
            "The revision to bring the database to: head (the newest of the source), or a version"
                + " as in the name of its migration, for example 20261120.2.")
        String target,
    @Required
        @JsonPropertyDescription("The PostgreSQL database whose schema is kept at the target.")
        DatabaseSpec database,
    @Required @JsonPropertyDescription("Migrations written for Flyway, and how Flyway runs them.")
        FlywaySpec flyway,
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
    @JsonPropertyDescription("The pod that runs the migrations.") RunnerSpec runner) {}

package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a schema that was made without migrations gets its history. */
@ValidationRule(
    value = "self.revision.matches('^(head|[0-9]+([._][0-9]+)*)$')",
    fieldPath = ".revision",
    message =
        "must be head, or a version as in the name of its migration, without V, for example"
            + " 20261120.2")
public record AdoptSpec(
    @Required
        @Size(max = 64)
        @JsonPropertyDescription(
            "The revision that such a schema is at already: it is recorded, and only later"
                + " migrations are run. head, or a version as in the name of its migration. Of no"
                + " effect on an empty schema, and once there is a history.")
        String revision) {}

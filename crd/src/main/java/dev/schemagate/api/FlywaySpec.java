package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Migrations for Flyway, and its own settings, by the names that it gives them. */
@ValidationRule(
    value = "!has(self.schemas) || self.schemas.all(s, s.matches('^[^,]+$'))",
    fieldPath = ".schemas",
    message = "must be names of one to 63 characters, without commas")
@ValidationRule(
    value =
        "!has(self.ignoreMigrationPatterns) || self.ignoreMigrationPatterns.all(p,"
            + " p.matches('^([*]|versioned|repeatable):([*]|missing|pending|ignored|future)$'))",
    fieldPath = ".ignoreMigrationPatterns",
    message =
        "must be a type (versioned, repeatable or *) and a state (missing, pending, ignored, future"
            + " or *), for example *:missing")
@ValidationRule(
    value = "!has(self.encoding) || self.encoding.matches('^[A-Za-z0-9][A-Za-z0-9.:_+-]*$')",
    fieldPath = ".encoding",
    message = "must be the name of a character set, for example ISO-8859-1")
public record FlywaySpec(
    @Required @JsonPropertyDescription("Where the migrations are: exactly one of the three.")
        SourceSpec source,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The schemas that Flyway manages (its flyway.schemas). The first one holds the history"
                + " table and is the default schema. Without it, the first of the session's"
                + " search_path, mostly public.")
        List<@Size(max = 63) String> schemas,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription("The history table. flyway_schema_history unless set.")
        String table,
    @JsonPropertyDescription("Values for ${placeholders} in the migrations.")
        Map<String, String> placeholders,
    @JsonPropertyDescription(
            "Run a migration that was added later below one that is applied. Without it, such a"
                + " migration is an error.")
        Boolean outOfOrder,
    @JsonPropertyDescription(
            "Let one migration mix statements that need a transaction with those that can't be in"
                + " one: it then runs without a transaction. Without it, mixing is an error.")
        Boolean mixed,
    @Size(max = 15)
        @JsonPropertyDescription(
            "Migrations that validation passes over, as <type>:<state>, for example"
                + " repeatable:missing. *:future unless set.")
        List<@Size(max = 20) String> ignoreMigrationPatterns,
    @Size(max = 40)
        @JsonPropertyDescription("The character set of the migrations. UTF-8 unless set.")
        String encoding) {}

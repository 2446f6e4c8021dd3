package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Migrations for Flyway. */
public record FlywaySpec(
    @Required @JsonPropertyDescription("Where the migrations are: exactly one of the three.")
        SourceSpec source,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The schemas that Flyway manages (its flyway.schemas). The first one holds the history"
                + " table and is the default schema. Without it, the first of the session's"
                + " search_path, mostly public.")
        List<String> schemas,
    @JsonPropertyDescription("Values for ${placeholders} in the migrations.")
        Map<String, String> placeholders) {}

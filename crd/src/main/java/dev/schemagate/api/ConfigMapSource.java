package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Migrations in a ConfigMap; at most 1 MiB, as any ConfigMap. */
public record ConfigMapSource(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The ConfigMap's name.")
        String name) {}

package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Migrations on a volume, mounted read-only. */
public record PersistentVolumeClaimSource(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The claim's name.")
        String claimName,
    @Default("/")
        @Size(max = 512)
        @Pattern("^/[A-Za-z0-9._/-]*$")
        @JsonPropertyDescription("The folder of the migrations in the volume.")
        String path) {}

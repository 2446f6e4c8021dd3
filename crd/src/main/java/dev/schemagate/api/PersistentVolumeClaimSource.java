package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Migrations on a volume, mounted read-only. */
@ValidationRule(
    value = "self.path.matches('^/[A-Za-z0-9._/-]*$')",
    fieldPath = ".path",
    message = "must be an absolute path of letters, digits and the signs . _ - /")
public record PersistentVolumeClaimSource(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The claim's name.")
        String claimName,
    @Default("/")
        @Size(max = 512)
        @JsonPropertyDescription("The folder of the migrations in the volume.")
        String path) {}

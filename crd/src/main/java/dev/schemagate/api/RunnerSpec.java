package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The pod that runs the migrations. */
public record RunnerSpec(
    @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "The service account of the pod; its token is not mounted. default unless set.")
        String serviceAccountName) {}

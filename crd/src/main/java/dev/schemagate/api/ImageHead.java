package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The newest revision that an image carries. */
public record ImageHead(
    @JsonPropertyDescription("The image, as spec.flyway.source.image.reference named it.")
        String image,
    @JsonPropertyDescription("Its newest revision.") String head) {}

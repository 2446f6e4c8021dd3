package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Why a run failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunErrorStatus(
    @JsonPropertyDescription("The class of the failure, one word.") String reason,
    @JsonPropertyDescription("The migration that failed, if it was one.") String revision,
    @JsonPropertyDescription("Its file, relative to the source.") String file,
    @JsonPropertyDescription("The line of the failing statement in that file, counted from 1.")
        Integer line,
    @JsonPropertyDescription("PostgreSQL's SQLSTATE.") String sqlState,
    @JsonPropertyDescription("What happened and what to do.") String message) {}

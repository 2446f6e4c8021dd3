package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Why a run failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunErrorStatus(
    @JsonPropertyDescription("The class of the failure, one word.") String reason,
    @JsonPropertyDescription("What happened.") String message,
    @JsonPropertyDescription("PostgreSQL's DETAIL.") String detail,
    @JsonPropertyDescription("PostgreSQL's HINT.") String hint,
    @JsonPropertyDescription("What became of it, and what to do.") String remedy,
    @JsonPropertyDescription("The migration that failed, if it was one.") String revision,
    @JsonPropertyDescription("Its file, relative to the source.") String file,
    @JsonPropertyDescription("The line of the failing statement in that file, counted from 1.")
        Integer line,
    @JsonPropertyDescription(
            "The character in that line that PostgreSQL points at, counted from 1.")
        Integer column,
    @JsonPropertyDescription("PostgreSQL's SQLSTATE.") String sqlState) {}

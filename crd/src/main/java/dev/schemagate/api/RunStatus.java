package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One run: a Job, by the hash of everything that decides it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
    @JsonPropertyDescription("The Job's name.") String job,
    @JsonPropertyDescription(
            "The hash of everything that decides this run. A run that succeeded is not made again"
                + " while it stays the same, even when its Job is deleted.")
        String inputs,
    @JsonPropertyDescription("Running, Applied, Downgraded, Stamped, UpToDate or Failed.")
        Outcome outcome,
    @JsonPropertyDescription(
            "The revision, or base, that the run may be undoing migrations to; only while it goes"
                + " on. Pods that need a later one wait.")
        String downTo,
    @JsonPropertyDescription("The revision before the run.") String from,
    @JsonPropertyDescription("The revision after it.") String to,
    @JsonPropertyDescription(
            "The revision that the run recorded for a schema without history, without running"
                + " anything for it.")
        String stamped,
    @JsonPropertyDescription("How many migrations the run applied.") Integer appliedCount,
    @JsonPropertyDescription("How many migrations the run undid.") Integer undoneCount,
    @JsonPropertyDescription("When the Job was created.") String startedAt,
    @JsonPropertyDescription("When its result was there.") String finishedAt,
    @JsonPropertyDescription("How many pods the run has had.") Integer attempts,
    @JsonPropertyDescription("What the run did or waits for, in a sentence.") String message,
    @JsonPropertyDescription("Why the run, or its last attempt, failed.") RunErrorStatus error) {

  /** How far a run is. */
  public enum Outcome {
    Running,
    Applied,
    Downgraded,
    Stamped,
    UpToDate,
    Failed
  }
}

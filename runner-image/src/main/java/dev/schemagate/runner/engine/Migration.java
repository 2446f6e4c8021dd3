package dev.schemagate.runner.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * One migration, as the source and the history see it together.
 *
 * @param revision null for a repeatable one
 * @param kind the engine's own word, for example <code>SQL</code> or <code>BASELINE</code>
 * @param script the file, relative to the source; what the history says when the source lacks it
 * @param status where it stands
 * @param installedOn when it was applied; null when it was not
 * @param installedBy who applied it
 * @param executionTime in milliseconds
 * @param checksum as recorded in the history, else that of the file
 * @param undoScript the file that undoes it; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Migration(
    String revision,
    String description,
    String kind,
    String script,
    Status status,
    @JsonSerialize(using = ToStringSerializer.class) Instant installedOn,
    String installedBy,
    Integer executionTime,
    Integer checksum,
    String undoScript) {

  /** Where a migration stands. */
  public enum Status {
    /** In the history, and the source has the same. */
    Applied,
    /** In the source, and the next run applies it. */
    Pending,
    /**
     * In the source, not applied, and older than what is applied: no run will apply it as it is.
     */
    Late,
    /** A repeatable one whose file changed: the next run applies it again. */
    Outdated,
    /** Changed in the source after it was applied. */
    Changed,
    /** In the history, not in the source, and older than the source's newest. */
    Missing,
    /** In the history, not in the source, and newer than all of it. */
    Ahead,
    /** Stopped half way, outside of a transaction. */
    Failed,
    /** Applied once and taken back since. */
    Undone,
    /** Where the history begins: what is at or below it is taken as applied. */
    Baseline,
    /** In the source, at or below the baseline: never run here. */
    BelowBaseline,
    /** An older run of a repeatable migration. */
    Superseded
  }
}

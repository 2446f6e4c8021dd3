package dev.schemagate.runner.engine;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A row of the history that was set right.
 *
 * @param revision null for a repeatable migration
 * @param script the file; null when the source has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Repaired(How how, String revision, String description, String script) {

  /** What was done to the row. */
  public enum How {
    /** A migration had failed half way: its row is gone, and the next run tries it again. */
    Removed,
    /** The source lacks the migration: it is marked as deleted. */
    MarkedDeleted,
    /** The file was changed: the history now has its checksum, description and type. */
    Realigned
  }
}

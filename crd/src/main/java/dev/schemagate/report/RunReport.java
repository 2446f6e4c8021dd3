package dev.schemagate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The one record that passes from the runner to the operator: JSON in the container's termination
 * message, at most {@value #MAX_BYTES} bytes (the kubelet cuts what is longer).
 *
 * @param engine <code>flyway</code>
 * @param outcome how the run ended
 * @param revision the database's revision as read on a fresh connection after the run; null when it
 *     has none or could not be read
 * @param head the newest revision of the source
 * @param target what the requested target resolved to
 * @param from the revision before the run
 * @param applied revisions applied in the database, newest first; the oldest are left out where the
 *     list would get too long
 * @param stamped the revision that this run recorded without running anything; null for none
 * @param appliedCount how many migrations this run applied
 * @param undoneCount how many migrations this run undid
 * @param pending how many migrations of the source, up to its head, are not applied
 * @param error why it failed; null when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
    String engine,
    Outcome outcome,
    String revision,
    String head,
    String target,
    String from,
    List<String> applied,
    String stamped,
    int appliedCount,
    int undoneCount,
    int pending,
    RunError error) {

  public static final int MAX_BYTES = 4096;

  /** The newest revisions that a report and a status list. */
  public static final int MAX_APPLIED = 64;

  /** How a run ended. */
  public enum Outcome {
    /** The target is reached and at least one migration was applied. */
    Applied,
    /** The target is reached and at least one migration was undone. */
    Downgraded,
    /** The target is reached because its revision was recorded, with nothing run. */
    Stamped,
    /** The target was reached before. */
    UpToDate,
    /** The target is not reached; {@link RunReport#error} says why. */
    Failed
  }

  public RunReport {
    applied = applied == null ? List.of() : List.copyOf(applied);
  }

  public static RunReport failed(String engine, RunError error) {
    return new RunReport(
        engine, Outcome.Failed, null, null, null, null, null, null, 0, 0, 0, error);
  }
}

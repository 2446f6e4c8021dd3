package dev.schemagate.operator.plan;

import dev.schemagate.report.RunReport;
import java.time.Instant;

/** Where a run is, as the cluster's objects tell. */
public sealed interface Run {

  /** There is no Job of these inputs. */
  record Absent() implements Run {}

  /**
   * The Job is there and has no result yet.
   *
   * @param why {@link Reason#Running}, or what it waits for
   * @param message the details, in a sentence
   * @param attempts how many pods it has had
   * @param last the report of the attempt before, if one ended
   */
  record Active(Reason why, String message, int attempts, RunReport last) implements Run {}

  /** A container ended with exit code 0. */
  record Succeeded(RunReport report, int attempts, Instant finishedAt) implements Run {}

  /**
   * It will not be tried again by itself.
   *
   * @param report what the last container said; null when it said nothing
   */
  record Failed(Reason why, String message, int attempts, Instant finishedAt, RunReport report)
      implements Run {}
}

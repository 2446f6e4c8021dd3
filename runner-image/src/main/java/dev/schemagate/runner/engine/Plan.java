package dev.schemagate.runner.engine;

import java.util.List;

/**
 * What a run will do, made under the lock.
 *
 * @param kind what sort of run it is, even when it has no steps
 * @param from the state before the run
 * @param target the revision that the target resolved to; {@link Target#BASE} for none, null when
 *     the source has no versions
 * @param steps in the order in which they run
 * @param callbacks whether the source has something run although there is no step
 */
public record Plan(Kind kind, State from, String target, List<Step> steps, boolean callbacks) {
  /** Sorts of runs. */
  public enum Kind {
    /** Brings the database up to the target; may stamp it first. */
    Migrate,
    /** Undoes what is above the target, all of it or nothing. */
    Downgrade,
    /** Makes the history say that the database is at the target, and runs nothing. */
    Stamp
  }

  public Plan {
    steps = List.copyOf(steps);
  }

  /** Whether nothing at all is run. */
  public boolean idle() {
    return steps.isEmpty() && !callbacks;
  }
}

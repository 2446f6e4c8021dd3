package dev.schemagate.runner.engine;

import java.util.List;

/**
 * What a run will do, made under the lock.
 *
 * @param from the state before the run
 * @param target the revision that the target resolved to; {@link Target#BASE} for none, null when
 *     the source has no versions
 * @param steps in the order in which they run
 */
public record Plan(State from, String target, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }
}

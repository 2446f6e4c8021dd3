package dev.schemagate.runner.engine;

/**
 * What a run will do, made under the lock.
 *
 * @param from the state before the run
 * @param target the revision that the target resolved to; null when the source has no versions
 */
public record Plan(State from, String target) {}

package dev.schemagate.api;

/** What revisions that the source does not know mean for a run. */
public enum DatabaseAheadPolicy {
  Accept,
  Block
}

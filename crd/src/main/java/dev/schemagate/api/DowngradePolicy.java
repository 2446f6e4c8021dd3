package dev.schemagate.api;

/** Whether migrations may be undone. */
public enum DowngradePolicy {
  Forbid,
  Allow
}

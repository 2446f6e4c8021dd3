package dev.schemagate.runner.engine;

import java.util.List;

/**
 * What source and history say at one moment.
 *
 * @param revision the newest revision that is applied; null when none is
 * @param head the newest revision of the source; null when it only has repeatable migrations
 * @param applied revisions in effect, newest first
 * @param pending how many versioned migrations of the source are not applied
 */
public record State(String revision, String head, List<String> applied, int pending) {
  public State {
    applied = List.copyOf(applied);
  }
}

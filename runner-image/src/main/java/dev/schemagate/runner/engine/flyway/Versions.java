package dev.schemagate.runner.engine.flyway;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/** The versions of a source, in their order. */
record Versions(List<MigrationVersion> sorted) {
  Versions {
    sorted = sorted.stream().sorted().toList();
  }

  /** Words that help someone who asked for a version that is not there. */
  String nearest(MigrationVersion missing) {
    if (sorted.isEmpty()) {
      return "the source has no versioned migration";
    }
    var first = sorted.getFirst();
    var last = sorted.getLast();
    var below = sorted.stream().filter(version -> version.compareTo(missing) < 0).toList();
    var above = sorted.stream().filter(version -> version.compareTo(missing) > 0).findFirst();
    return (sorted.size() == 1
            ? "the source has " + first
            : "the source has " + first + " ... " + last)
        + (below.isEmpty() || above.isEmpty()
            ? ""
            : "; next to it are " + below.getLast() + " and " + above.get());
  }
}

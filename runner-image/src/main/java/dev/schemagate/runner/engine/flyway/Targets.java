package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/** What targets mean on a history; {@link MigrationVersion#EMPTY} is that of nothing applied. */
record Targets(History history) {

  /** The version to be at; null for head where the source has only repeatable migrations. */
  MigrationVersion resolve(Target target) {
    if (target instanceof Target.Head) { // Every run; a switch makes a class anew at each start.
      return history.head();
    }
    return switch (target) {
      case Target.Head() -> history.head();
      case Target.Base() -> MigrationVersion.EMPTY;
      case Target.Version(var version) -> known(MigrationVersion.fromVersion(version));
      case Target.Relative(var steps) -> steps < 0 ? down(-steps) : up(steps);
    };
  }

  /** As plans and reports write it. */
  static String name(MigrationVersion version) {
    return version == MigrationVersion.EMPTY ? Target.BASE : History.text(version);
  }

  MigrationVersion current() {
    var revision = history.revision();
    return revision == null ? MigrationVersion.EMPTY : revision;
  }

  private MigrationVersion known(MigrationVersion target) {
    var versions = history.sourceVersions();
    if (!versions.contains(target)) {
      throw RunFailed.because(
          Failure.UnknownTarget,
          "can't locate revision " + target + ": " + new Versions(versions).nearest(target));
    }
    return target;
  }

  private MigrationVersion up(int steps) {
    var above =
        history.pending().filter(version -> version.compareTo(current()) > 0).sorted().toList();
    if (steps > above.size()) {
      throw outOfRange(steps, above, "not applied above " + name(current()));
    }
    return steps == 0 ? current() : above.get(steps - 1);
  }

  private MigrationVersion down(int steps) {
    var applied = history.applied();
    if (steps > applied.size()) {
      throw outOfRange(-steps, applied, "applied");
    }
    return steps == applied.size() ? MigrationVersion.EMPTY : applied.get(steps);
  }

  private static RunFailed outOfRange(int steps, List<MigrationVersion> there, String which) {
    return RunFailed.because(
        Failure.UnknownTarget,
        "can't go %+d: %s %s"
            .formatted(
                steps,
                switch (there.size()) {
                  case 0 -> "no migration is";
                  case 1 -> "only one migration is";
                  default -> "only " + there.size() + " migrations are";
                },
                which));
  }
}

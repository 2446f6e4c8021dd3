package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.engine.Migration.Status;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** Source and history as a list for people. */
record MigrationList(History history, UndoScripts undo) {

  List<Migration> list() {
    return history.all().stream()
        .filter(History::migrates)
        .filter(migration -> !runsAgain(migration))
        .map(this::migration)
        .toList();
  }

  /** Flyway lists a changed repeatable migration twice: the last run, and the one to come. */
  private boolean runsAgain(MigrationInfoImpl migration) {
    return migration.getVersion() == null
        && migration.getState() == MigrationState.PENDING
        && history.all().stream()
            .filter(other -> other.getState() == MigrationState.OUTDATED)
            .anyMatch(other -> other.getDescription().equals(migration.getDescription()));
  }

  private Migration migration(MigrationInfoImpl migration) {
    return new Migration(
        History.text(migration.getVersion()),
        migration.getDescription(),
        migration.getType().name(),
        migration.getScript(),
        status(migration),
        // The table has no time zone: that of whoever wrote it is taken to be this process's.
        Optional.ofNullable(migration.getInstalledOn()).map(Date::toInstant).orElse(null),
        migration.getInstalledBy(),
        migration.getExecutionTime(),
        migration.getChecksum(),
        migration.getType().isBaseline() ? null : undo.script(migration.getVersion()).orElse(null));
  }

  private static Status status(MigrationInfoImpl migration) {
    return switch (migration.getState()) {
      case PENDING, ABOVE_TARGET -> Status.Pending;
      case IGNORED -> migration.getType().isBaseline() ? Status.BelowBaseline : Status.Late;
      case BELOW_BASELINE, BASELINE_IGNORED -> Status.BelowBaseline;
      case BASELINE -> Status.Baseline;
      case SUCCESS, OUT_OF_ORDER -> changed(migration) ? Status.Changed : Status.Applied;
      case OUTDATED -> Status.Outdated;
      case SUPERSEDED -> Status.Superseded;
      case MISSING_SUCCESS -> Status.Missing;
      case FUTURE_SUCCESS -> Status.Ahead;
      case FAILED, MISSING_FAILED, FUTURE_FAILED -> Status.Failed;
      case DELETED, UNDONE, AVAILABLE -> Status.Undone;
    };
  }

  static boolean changed(MigrationInfoImpl migration) {
    var error = migration.validate();
    return error != null && error.errorCode == CoreErrorCode.CHECKSUM_MISMATCH;
  }
}

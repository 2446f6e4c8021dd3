package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.RunFailed;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** Refuses what no run can mend, before it begins. */
record Validation(History history, FlywaySource source) {

  /** What neither an upgrade nor a downgrade may meet. */
  void refuseBroken() {
    if (history.all().stream().noneMatch(one -> one.getResolvedMigration() != null)) {
      throw RunFailed.because(
          Failure.NoMigrations,
          "there is no migration in "
              + source.locations()
              + "; files are named as in V1__create_orders.sql");
    }
    refuseFailed();
    refuse(
        Failure.ChecksumMismatch,
        MigrationList::changed,
        "changed after it was applied: ",
        "Restore the file as it was, and put the change into a new migration; schemagate repair"
            + " takes over a change that does nothing else to the schema");
  }

  void refuseFailed() {
    refuse(
        Failure.FailedMigrationPresent,
        migration -> migration.getState().isFailed(),
        "stopped half way in an earlier run, outside of a transaction: ",
        "Complete or undo what it did, forget the failure (schemagate repair), and run again");
  }

  /** What Flyway's <code>migrate</code> refuses as well, in words of ours where we know better. */
  void refuseWhatFlywayWould() {
    refuse(
        Failure.ValidationFailed,
        migration -> migration.getState() == MigrationState.IGNORED && invalid(migration),
        "came late, older than what is applied ("
            + History.text(history.revision())
            + ") and not applied itself: ",
        "Give it a newer version, or let late migrations run (outOfOrder)");
    refuse(
        Failure.ValidationFailed,
        migration -> migration.getResolvedMigration() == null && invalid(migration),
        "applied, but not in the source: ",
        "Put the file back; schemagate repair forgets what was removed on purpose");
    history.all().stream()
        .filter(Validation::invalid)
        .findFirst()
        .ifPresent(
            migration -> {
              var words = migration.validate().errorMessage.replaceAll("\\s+", " ");
              throw failed(RunError.of(Failure.ValidationFailed, words), migration);
            });
  }

  private static boolean invalid(MigrationInfoImpl migration) {
    var error = migration.validate();
    return error != null && error.errorCode != CoreErrorCode.CHECKSUM_MISMATCH;
  }

  private void refuse(
      Failure reason, Predicate<MigrationInfoImpl> wrong, String what, String remedy) {
    List<MigrationInfoImpl> found = history.all().stream().filter(wrong).toList();
    if (!found.isEmpty()) {
      var names =
          found.stream().map(MigrationInfoImpl::getScript).collect(Collectors.joining(", "));
      throw failed(RunError.of(reason, what + names).remedy(remedy), found.getFirst());
    }
  }

  private static RunFailed failed(RunError error, MigrationInfoImpl migration) {
    return new RunFailed(
        error.in(History.text(migration.getVersion()), migration.getScript()), null);
  }
}

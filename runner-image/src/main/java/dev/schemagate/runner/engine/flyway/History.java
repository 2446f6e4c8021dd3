package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Source and history table side by side, as Flyway sees them. */
final class History {
  private static final Set<MigrationState> IN_EFFECT =
      EnumSet.of(
          MigrationState.SUCCESS,
          MigrationState.OUT_OF_ORDER,
          MigrationState.MISSING_SUCCESS,
          MigrationState.FUTURE_SUCCESS,
          MigrationState.BASELINE);
  private static final Set<MigrationState> NOT_APPLIED =
      EnumSet.of(MigrationState.PENDING, MigrationState.IGNORED);

  private final List<MigrationInfo> all;
  private final FlywaySource source;

  History(MigrationInfo[] all, FlywaySource source) {
    this.all = List.of(all);
    this.source = source;
  }

  State state() {
    return new State(
        text(revision()),
        text(head()),
        applied().map(MigrationVersion::toString).toList(),
        (int) pending().count());
  }

  /** Refuses what this run can't mend; what remains is for Flyway's own validation. */
  Plan plan(Target target) {
    if (all.stream().noneMatch(History::inSource)) {
      throw RunFailed.because(
          Failure.NoMigrations,
          "there is no migration in "
              + source.locations()
              + "; files are named as in V1__create_orders.sql");
    }
    failed().ifPresent(this::refuseFailed);
    refuseChanged();
    var resolved =
        target instanceof Target.Version(var version)
            ? resolve(MigrationVersion.fromVersion(version))
            : head();
    return new Plan(state(), text(resolved), steps(resolved));
  }

  private List<Step> steps(MigrationVersion target) {
    return all.stream()
        .filter(migration -> NOT_APPLIED.contains(migration.getState()))
        .filter(
            migration ->
                migration.getVersion() == null
                    || target == null
                    || migration.getVersion().compareTo(target) <= 0)
        .<Step>map(migration -> new Step.Apply(text(migration.getVersion()), migration.getScript()))
        .toList();
  }

  State prove(Plan plan) {
    failed().ifPresent(this::refuseFailed);
    if (plan.target() != null) {
      var target = MigrationVersion.fromVersion(plan.target());
      var revision = revision();
      var left = pending().filter(version -> version.compareTo(target) <= 0).findFirst();
      if (revision == null || revision.compareTo(target) < 0 || left.isPresent()) {
        throw RunFailed.because(
            Failure.NotProven,
            "Flyway said that it was done, but a fresh connection finds the database at "
                + (revision == null ? "no revision" : revision)
                + left.map(version -> ", without " + version).orElse("")
                + ", not at "
                + target);
      }
    }
    return state();
  }

  private MigrationVersion resolve(MigrationVersion target) {
    var versions = sourceVersions().toList();
    if (!versions.contains(target)) {
      throw RunFailed.because(
          Failure.UnknownTarget,
          "can't locate revision " + target + ": " + new Versions(versions).nearest(target));
    }
    var revision = revision();
    if (revision != null && revision.compareTo(target) > 0) {
      throw RunFailed.because(
          Failure.DowngradeForbidden,
          "the database is at "
              + revision
              + ", past the target "
              + target
              + ". Schemagate does not downgrade: set the target to head, or to "
              + revision
              + " or later");
    }
    return target;
  }

  private void refuseFailed(MigrationInfo failed) {
    throw failure(
        Failure.FailedMigrationPresent,
        failed.getScript()
            + " stopped half way in an earlier run, outside of a transaction. Complete or undo what"
            + " it did, delete its row (success = false) from flyway_schema_history, and run"
            + " again",
        failed);
  }

  private void refuseChanged() {
    var changed = all.stream().filter(History::changed).toList();
    if (changed.isEmpty()) {
      return;
    }
    var names = changed.stream().map(MigrationInfo::getScript).collect(Collectors.joining(", "));
    throw failure(
        Failure.ChecksumMismatch,
        "changed after it was applied: "
            + names
            + ". Restore the file as it was, and put the change into a new migration",
        changed.getFirst());
  }

  private RunFailed failure(Failure reason, String message, MigrationInfo migration) {
    var error =
        RunError.of(reason, message).in(text(migration.getVersion()), migration.getScript());
    return new RunFailed(error, null);
  }

  private Optional<MigrationInfo> failed() {
    return all.stream().filter(migration -> migration.getState().isFailed()).findFirst();
  }

  private MigrationVersion head() {
    return sourceVersions().max(Comparator.naturalOrder()).orElse(null);
  }

  private MigrationVersion revision() {
    return applied().findFirst().orElse(null);
  }

  private Stream<MigrationVersion> applied() {
    return all.stream()
        .filter(migration -> migration.getVersion() != null)
        .filter(migration -> IN_EFFECT.contains(migration.getState()))
        .filter(migration -> !migration.getType().isSynthetic() || migration.getType().isBaseline())
        .map(MigrationInfo::getVersion)
        .distinct()
        .sorted(Comparator.reverseOrder());
  }

  private Stream<MigrationVersion> pending() {
    return all.stream()
        .filter(migration -> migration.getVersion() != null)
        .filter(migration -> NOT_APPLIED.contains(migration.getState()))
        .map(MigrationInfo::getVersion);
  }

  private Stream<MigrationVersion> sourceVersions() {
    return all.stream()
        .filter(History::inSource)
        .map(MigrationInfo::getVersion)
        .filter(version -> version != null)
        .distinct();
  }

  private static boolean inSource(MigrationInfo migration) {
    return !migration.getPhysicalLocation().isEmpty();
  }

  private static boolean changed(MigrationInfo migration) {
    return migration.getVersion() != null
        && inSource(migration)
        && Set.of(MigrationState.SUCCESS, MigrationState.OUT_OF_ORDER)
            .contains(migration.getState())
        && !migration.isChecksumMatching();
  }

  private static String text(MigrationVersion version) {
    return version == null ? null : version.toString();
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** Decides whether a run goes up or down, and lists its steps; refuses what it must not do. */
record Planner(Configuration configuration, FlywaySource source) {

  Plan plan(Target target, Policy policy) {
    var found = History.read(configuration);
    var from = found.state();
    new Validation(found, source).refuseBroken();
    var stamp = found.unknown() ? adopted(found, policy) : null;
    var history = stamp == null ? found : History.read(configuration, stamp);
    refuseAhead(history, target, policy);
    var wanted = new Targets(history).resolve(target);
    if (below(history, target, wanted)) {
      refuseForbidden(history, wanted, policy);
      var steps = new Downgrade(history, configuration, source).steps(wanted);
      return new Plan(Plan.Kind.Downgrade, from, Targets.name(wanted), steps, false);
    }
    if (configuration.isValidateOnMigrate()) {
      new Validation(history, source).refuseWhatFlywayWould();
    }
    var steps = new ArrayList<Step>();
    if (stamp != null) {
      steps.add(new Step.Stamp(stamp.toString(), found.script(stamp)));
    }
    steps.addAll(applies(history, wanted));
    var callbacks = steps.isEmpty() && Callbacks.in(configuration);
    return new Plan(Plan.Kind.Migrate, from, Targets.name(wanted), steps, callbacks);
  }

  /** Flyway's migrate takes the first that is pending, again and again. */
  private static List<Step> applies(History history, MigrationVersion target) {
    return history
        .toApply()
        .filter(migration -> within(migration, target))
        .<Step>map(one -> new Step.Apply(History.text(one.getVersion()), one.getScript()))
        .toList();
  }

  /** Repeatable migrations run with any target but that of an empty database. */
  private static boolean within(MigrationInfoImpl migration, MigrationVersion target) {
    return migration.getVersion() == null
        ? target != MigrationVersion.EMPTY
        : target != null && migration.getVersion().compareTo(target) <= 0;
  }

  private static boolean below(History history, Target target, MigrationVersion wanted) {
    return !(target instanceof Target.Head)
        && history.revision() != null
        && history.revision().compareTo(wanted) > 0;
  }

  private MigrationVersion adopted(History history, Policy policy) {
    return switch (policy.adopt()) {
      case null -> throw notAdopted(source);
      case Target.Base(), Target.Relative(_) ->
          throw RunFailed.because(
              Failure.InvalidArguments,
              "a schema is adopted at head or at a revision of the source, not at "
                  + policy.adopt());
      case Target.Head(), Target.Version(_) -> new Targets(history).resolve(policy.adopt());
    };
  }

  static RunFailed notAdopted(FlywaySource source) {
    return new RunFailed(
        RunError.of(
                Failure.NotAdopted,
                "the schema has tables but no "
                    + source.table()
                    + ": nobody knows which migrations are in it")
            .remedy(
                "Say it once: adopt: {revision: \"...\"} in the resource, --adopt <revision> of"
                    + " migrate, or schemagate stamp <revision>"),
        null);
  }

  private static void refuseAhead(History history, Target target, Policy policy) {
    var head = history.head();
    var known = Set.copyOf(history.sourceVersions());
    var ahead =
        history.applied().stream()
            .filter(version -> !known.contains(version))
            .filter(version -> head == null || version.compareTo(head) > 0)
            .map(MigrationVersion::toString)
            .toList();
    if (target instanceof Target.Head && !policy.acceptAhead() && !ahead.isEmpty()) {
      throw new RunFailed(
          RunError.of(
                  Failure.DatabaseAhead,
                  "the database holds revisions that this source does not know: "
                      + String.join(", ", ahead)
                      + "; the newest here is "
                      + (head == null ? "none" : head))
              .remedy(
                  "Deploy the source that has them, or accept it: databaseAhead: Accept in the"
                      + " resource, --database-ahead accept on the command line"),
          null);
    }
  }

  private static void refuseForbidden(History history, MigrationVersion wanted, Policy policy) {
    if (!policy.downgrade()) {
      throw new RunFailed(
          RunError.of(
                  Failure.DowngradeForbidden,
                  "the database is at "
                      + history.revision()
                      + ", past the target "
                      + Targets.name(wanted))
              .remedy(
                  "Set the target to head, or to "
                      + history.revision()
                      + " or later; or let the run undo migrations: spec.downgrade: Allow in the"
                      + " resource, --allow-downgrade on the command line"),
          null);
    }
    if (wanted != MigrationVersion.EMPTY && !history.applied().contains(wanted)) {
      throw RunFailed.because(
          Failure.UnknownTarget,
          "can't go down to "
              + wanted
              + ", which was never applied here; these were: "
              + history.applied().stream()
                  .map(MigrationVersion::toString)
                  .collect(Collectors.joining(", ")));
    }
  }
}

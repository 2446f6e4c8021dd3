package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** Whether a history is what a plan makes of it: that an engine is content proves nothing. */
record Proof(History history, FlywaySource source) {

  State of(Plan plan) {
    new Validation(history, source).refuseFailed();
    if (plan.target() != null) {
      var target =
          plan.target().equals(Target.BASE)
              ? MigrationVersion.EMPTY
              : MigrationVersion.fromVersion(plan.target());
      var left =
          switch (plan.kind()) {
            case Migrate -> upTo(target, history.toApply());
            case Stamp -> upTo(target, history.missing());
            case Downgrade -> Optional.<MigrationVersion>empty();
          };
      var distance = new Targets(history).current().compareTo(target);
      var reached =
          switch (plan.kind()) {
            case Migrate -> distance >= 0;
            case Downgrade, Stamp -> distance == 0;
          };
      if (!reached || left.isPresent()) {
        throw RunFailed.because(
            Failure.NotProven,
            "Flyway said that it was done, but a fresh connection finds the database at "
                + (history.revision() == null ? "no revision" : history.revision())
                + left.map(version -> ", without " + version).orElse("")
                + ", not at "
                + plan.target());
      }
    }
    return history.state();
  }

  private static Optional<MigrationVersion> upTo(
      MigrationVersion target, Stream<MigrationInfoImpl> migrations) {
    return migrations
        .map(MigrationInfoImpl::getVersion)
        .filter(version -> version != null && version.compareTo(target) <= 0)
        .findFirst();
  }
}

package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.settings.Setting;
import java.util.Set;

/** Makes the history say that the database is at a revision, and runs nothing. */
public final class Stamp implements Verb {
  @Override
  public String name() {
    return "stamp";
  }

  @Override
  public String description() {
    return "Record that the database is at a revision, and run nothing: for a schema that exists.";
  }

  @Override
  public String operand() {
    return "REVISION";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(SettingsOf.SOURCE, SettingsOf.DATABASE, SettingsOf.CHANGE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var target = target(invocation);
    return Change.run(invocation, settings -> (engine, session) -> engine.stamp(session, target));
  }

  private static Target target(Invocation invocation) {
    if (invocation.operands().size() != 1) {
      throw RunFailed.because(
          Failure.InvalidArguments, "stamp takes one revision: head, base or a version");
    }
    return switch (Target.parse(invocation.operands().getFirst())) {
      case Target.Relative relative ->
          throw RunFailed.because(
              Failure.InvalidArguments,
              "a schema is stamped with head, base or a version, not with " + relative);
      case Target.Head head -> head;
      case Target.Base base -> base;
      case Target.Version version -> version;
    };
  }
}

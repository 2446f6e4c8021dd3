package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.settings.Setting;
import java.util.Set;

/** Brings the database to the target: up, or down where that is allowed. */
public final class Migrate implements Verb {
  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public String description() {
    return "Bring a PostgreSQL database to a revision, and prove it.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(
        SettingsOf.PLAN, SettingsOf.SOURCE, SettingsOf.DATABASE, SettingsOf.CHANGE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    return Change.run(
        invocation,
        settings -> {
          var target = settings.target();
          var policy = settings.policy();
          return (engine, session) -> engine.plan(session, target, policy);
        });
  }
}

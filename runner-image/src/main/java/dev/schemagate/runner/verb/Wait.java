package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.settings.Setting;
import java.util.EnumSet;
import java.util.Set;

/** Waits until a revision is applied: before an application starts, without an operator. */
public final class Wait implements Verb {
  @Override
  public String name() {
    return "wait";
  }

  @Override
  public String description() {
    return "Wait until a revision, or a later one, is applied.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(
        EnumSet.of(Setting.REVISION, Setting.TIMEOUT, Setting.INTERVAL),
        SettingsOf.SOURCE,
        SettingsOf.DATABASE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    return new Vigil(invocation).keep();
  }
}

package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.report.Table;
import dev.schemagate.runner.settings.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What was run on the database, newest first. */
public final class ShowHistory implements Verb {
  private record Answer(List<Migration> migrations) {}

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String description() {
    return "Show what was run on the database, newest first; --verbose: by whom, how long.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(EnumSet.of(Setting.VERBOSE), SettingsOf.SOURCE, SettingsOf.DATABASE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var settings = invocation.settings();
    var migrations =
        Reading.of(invocation, settings, (engine, session) -> engine.migrations(session));
    var answer =
        new Answer(migrations.stream().filter(m -> m.installedOn() != null).toList().reversed());
    invocation.answer(answer, settings.isTrue(Setting.VERBOSE) ? verbose(answer) : brief(answer));
    return ExitCode.DONE;
  }

  private static String brief(Answer answer) {
    var table = new Table("REVISION", "DESCRIPTION", "STATUS", "INSTALLED ON");
    answer.migrations.forEach(
        m -> table.row(revision(m), m.description(), m.status(), m.installedOn()));
    return table.toString();
  }

  private static String verbose(Answer answer) {
    var table =
        new Table(
            "REVISION",
            "DESCRIPTION",
            "STATUS",
            "INSTALLED ON",
            "BY",
            "TIME",
            "CHECKSUM",
            "KIND",
            "SCRIPT");
    answer.migrations.forEach(
        m ->
            table.row(
                revision(m),
                m.description(),
                m.status(),
                m.installedOn(),
                m.installedBy(),
                m.executionTime() == null ? null : m.executionTime() + " ms",
                m.checksum(),
                m.kind(),
                m.script()));
    return table.toString();
  }

  private static String revision(Migration migration) {
    return Objects.requireNonNullElse(migration.revision(), "-");
  }
}

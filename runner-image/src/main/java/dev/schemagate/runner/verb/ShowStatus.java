package dev.schemagate.runner.verb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.engine.Migration.Status;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.report.Table;
import dev.schemagate.runner.settings.Setting;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Where the database is, and what each migration's place is. */
public final class ShowStatus implements Verb {
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Answer(
      String database,
      String revision,
      String head,
      int pending,
      List<String> applied,
      List<Migration> migrations) {}

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String description() {
    return "Show where the database is, and each migration: applied, pending, changed, missing.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(SettingsOf.SOURCE, SettingsOf.DATABASE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var settings = invocation.settings();
    var answer =
        Reading.of(
            invocation,
            settings,
            (engine, session) ->
                answer(
                    settings.connection().toString(),
                    engine.state(session),
                    engine.migrations(session)));
    invocation.answer(answer, text(answer));
    return ExitCode.DONE;
  }

  private static Answer answer(String database, State state, List<Migration> migrations) {
    var shown =
        migrations.stream()
            .filter(m -> m.status() != Status.Superseded && m.status() != Status.Undone)
            .toList();
    return new Answer(
        database, state.revision(), state.head(), state.pending(), state.applied(), shown);
  }

  private static String text(Answer answer) {
    var table = new Table("REVISION", "DESCRIPTION", "STATUS", "INSTALLED ON", "SCRIPT");
    for (var m : answer.migrations) {
      table.row(
          Objects.requireNonNullElse(m.revision(), "-"),
          m.description(),
          m.status(),
          m.installedOn(),
          m.script());
    }
    return """
    database  %s
    current   %s
    head      %s
    pending   %d

    %s\
    """
        .formatted(
            answer.database,
            Objects.requireNonNullElse(answer.revision, "no revision"),
            Objects.requireNonNullElse(answer.head, "no version"),
            answer.pending,
            table);
  }
}

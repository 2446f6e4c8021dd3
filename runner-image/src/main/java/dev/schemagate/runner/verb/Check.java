package dev.schemagate.runner.verb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.report.Table;
import dev.schemagate.runner.settings.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether source and database agree, for a pipeline that reads the exit code. */
public final class Check implements Verb {
  /** In the order of their weight. */
  private enum Result {
    UpToDate,
    Pending,
    Differs
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Answer(Result result, String revision, String head, List<Migration> migrations) {}

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String description() {
    return "Compare source and database: exit 0 the same, 1 pending, 65 changed, missing, late,"
        + " failed, or ahead unless --database-ahead=accept.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(
        EnumSet.of(Setting.DATABASE_AHEAD), SettingsOf.SOURCE, SettingsOf.DATABASE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var settings = invocation.settings();
    var acceptAhead = settings.saysAcceptAhead();
    var answer =
        Reading.of(
            invocation,
            settings,
            (engine, session) -> {
              var state = engine.state(session);
              var found =
                  engine.migrations(session).stream()
                      .filter(m -> result(m, acceptAhead) != Result.UpToDate)
                      .toList();
              var result =
                  found.stream()
                      .map(m -> result(m, acceptAhead))
                      .max(Result::compareTo)
                      .orElse(Result.UpToDate);
              return new Answer(result, state.revision(), state.head(), found);
            });
    invocation.answer(answer, text(answer));
    return switch (answer.result) {
      case UpToDate -> ExitCode.DONE;
      case Pending -> ExitCode.PENDING;
      case Differs -> ExitCode.MIGRATION_FAILED;
    };
  }

  private static Result result(Migration migration, boolean acceptAhead) {
    return switch (migration.status()) {
      case Applied, Undone, Baseline, BelowBaseline, Superseded -> Result.UpToDate;
      case Pending, Outdated -> Result.Pending;
      case Late, Changed, Missing, Failed -> Result.Differs;
      case Ahead -> acceptAhead ? Result.UpToDate : Result.Differs;
    };
  }

  private static String text(Answer answer) {
    var at = "the database is at " + Objects.requireNonNullElse(answer.revision, "no revision");
    var table = new Table("REVISION", "STATUS", "SCRIPT");
    answer.migrations.forEach(
        m -> table.row(Objects.requireNonNullElse(m.revision(), "-"), m.status(), m.script()));
    return switch (answer.result) {
      case UpToDate -> "up to date; " + at;
      case Pending -> "pending; " + at + "\n" + table;
      case Differs -> "source and database differ; " + at + "\n" + table;
    };
  }
}

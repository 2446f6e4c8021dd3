package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.engine.Repaired;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.postgres.AdvisoryLock;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.report.Table;
import dev.schemagate.runner.settings.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Sets the history right after a person has set the schema right. */
public final class Repair implements Verb {
  private record Answer(List<Repaired> repaired) {}

  @Override
  public String name() {
    return "repair";
  }

  @Override
  public String description() {
    return "Set the history right: drop rows of failed migrations, mark those that the source lacks"
        + " as deleted, take over the checksums of changed files. No script runs.";
  }

  @Override
  public Set<Setting> settings() {
    return SettingsOf.all(SettingsOf.SOURCE, SettingsOf.DATABASE, SettingsOf.CHANGE);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    return Change.interruptible(invocation, interruption -> run(invocation, interruption));
  }

  private static ExitCode run(Invocation invocation, Interruption interruption) {
    var settings = invocation.settings();
    var source = settings.source();
    var queueTimeout = settings.time(Setting.QUEUE_TIMEOUT);
    var console = invocation.console();
    var engine = new FlywayEngine(source, console, interruption);
    try (var session = Session.open(settings.connection())) {
      interruption.watch(session);
      new AdvisoryLock(session, console, interruption).take(engine.lockKey(session), queueTimeout);
      var repaired = engine.repair(session);
      invocation.answer(new Answer(repaired), text(repaired));
      return ExitCode.DONE;
    } catch (SQLException e) {
      var sql = SqlError.within(e).orElseThrow();
      throw new RunFailed(sql.error(sql.failure(true), source.redaction()), e);
    } finally {
      interruption.watch(null);
    }
  }

  private static String text(List<Repaired> repaired) {
    if (repaired.isEmpty()) {
      return "nothing to repair";
    }
    var table = new Table("ROW", "REVISION", "DESCRIPTION", "SCRIPT");
    for (var row : repaired) {
      table.row(
          switch (row.how()) {
            case Removed -> "removed";
            case MarkedDeleted -> "marked as deleted";
            case Realigned -> "realigned";
          },
          Objects.requireNonNullElse(row.revision(), "-"),
          row.description(),
          row.script());
    }
    return table.toString();
  }
}

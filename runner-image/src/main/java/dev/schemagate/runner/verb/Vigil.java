package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.engine.flyway.AppliedVersions;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.report.TimeSpan;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One wait. Each look is a connection of its own: a pooler or a restart may lie between two. */
final class Vigil {
  /** How long nothing is said when nothing changes. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Invocation invocation;
  private final Settings settings;
  private final Interruption interruption = new Interruption(() -> {});
  private final Duration timeout;
  private final Duration interval;
  private final long began = System.nanoTime();
  private String revision;
  private String said = "";
  private long saidAt;

  Vigil(Invocation invocation) {
    this.invocation = invocation;
    this.settings = invocation.settings();
    this.timeout = settings.time(Setting.TIMEOUT);
    this.interval = settings.time(Setting.INTERVAL);
    if (settings.revision() instanceof Target.Version(var version)) {
      revision = version;
    } else {
      settings.source();
    }
    settings.connection();
  }

  ExitCode keep() {
    while (true) {
      String why;
      try (var session = Session.look(settings.connection())) {
        var applied = AppliedVersions.read(session, settings.historySchema(), settings.table());
        if (applied.reach(wanted(session))) {
          return invocation.end(
              report(applied), name() + " is applied: the database is at " + applied.revision());
        }
        why =
            applied.revision() == null
                ? "the database has no revision yet"
                : "the database is at " + applied.revision();
      } catch (SQLException e) {
        why = retriable(SqlError.within(e).orElseThrow());
      } catch (RunFailed e) {
        why = retriable(e);
      }
      say(why);
      if (timeout.isPositive() && elapsed().compareTo(timeout) >= 0) {
        throw RunFailed.because(
            Failure.NotAppliedYet,
            "%s is not applied after %s: %s".formatted(name(), TimeSpan.of(timeout), why));
      }
      interruption.pause(interval);
    }
  }

  private String wanted(Session session) {
    if (revision == null) {
      revision =
          new FlywayEngine(settings.source(), invocation.console(), interruption)
              .state(session)
              .head();
    }
    return revision;
  }

  private String retriable(SqlError error) {
    var failure = error.failure(true);
    var words = error.error(failure, Redaction.of(List.of()));
    return switch (failure) {
      case MigrationFailed -> throw new RunFailed(words, null);
      // A migration that is still to come may grant it.
      case InsufficientPrivilege ->
          words.remedy("GRANT SELECT ON " + settings.table() + " TO " + user()).inWords();
      default -> words.inWords();
    };
  }

  private static String retriable(RunFailed e) {
    if (e.error().reason().exitCode() != ExitCode.TRY_AGAIN) {
      throw e;
    }
    return e.error().inWords();
  }

  private void say(String why) {
    var now = System.nanoTime();
    if (!why.equals(said) || now - saidAt > SILENCE.toNanos()) {
      invocation
          .console()
          .say("waiting for %s since %d s: %s".formatted(name(), elapsed().toSeconds(), why));
      said = why;
      saidAt = now;
    }
  }

  private String user() {
    var connection = settings.connection();
    return connection.role() == null ? connection.user() : connection.role();
  }

  private String name() {
    return revision == null ? "head" : revision;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private RunReport report(AppliedVersions applied) {
    return new RunReport(
        Invocation.ENGINE,
        RunReport.Outcome.UpToDate,
        applied.revision(),
        null,
        revision,
        null,
        List.of(),
        null,
        0,
        0,
        0,
        null);
  }
}

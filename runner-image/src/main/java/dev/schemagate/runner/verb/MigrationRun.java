package dev.schemagate.runner.verb;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import dev.schemagate.runner.engine.Engine;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.postgres.AdvisoryLock;
import dev.schemagate.runner.postgres.ConnectionSettings;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.InvalidIndexes;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.postgres.SqlError;
import dev.schemagate.runner.postgres.StatementWatch;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** One run: connect, lock, plan, migrate, prove. */
final class MigrationRun {
  /** A server restarts in less, also after a crash; a fail-over may take longer. */
  private static final Duration RESTART = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ConnectionSettings connection;
  private final Redaction redaction;
  private final Duration queueTimeout;
  private final Change.Planner planner;
  private final Engine engine;
  private final Console console;
  private final Interruption interruption;
  private final Progress progress;
  private Plan plan;

  /** Whether a session was to be had after a failure, be the source readable or not. */
  private boolean answered;

  /** Checks all settings before anything is sent to the database. */
  MigrationRun(
      Settings settings,
      Change.Planner planner,
      Engine engine,
      Console console,
      Interruption interruption) {
    this.connection = settings.connection();
    this.redaction = settings.source().redaction();
    this.queueTimeout = settings.time(Setting.QUEUE_TIMEOUT);
    this.planner = planner;
    this.engine = engine;
    this.console = console;
    this.interruption = interruption;
    this.progress = new Progress(console, interruption);
  }

  /** Brings the database to the target, or says why not. */
  RunReport report() {
    engine.warmUp();
    try (var session = Session.open(connection)) {
      interruption.watch(session);
      console.say("connected to " + connection + ", PostgreSQL " + session.serverVersion());
      try {
        return run(session);
      } catch (RunFailed e) {
        return failed(e.error(), session);
      } catch (SQLException e) {
        return failed(error(e), session);
      } finally {
        interruption.watch(null);
      }
    } catch (RunFailed e) {
      return RunReport.failed(engine.name(), e.error());
    }
  }

  private RunReport run(Session session) throws SQLException {
    new AdvisoryLock(session, console, interruption).take(engine.lockKey(session), queueTimeout);
    plan = planner.plan(engine, session);
    console.say(
        "database at "
            + Objects.requireNonNullElse(plan.from().revision(), "no revision")
            + ", source at "
            + Objects.requireNonNullElse(plan.from().head(), "no version")
            + ", target "
            + Objects.requireNonNullElse(plan.target(), "head"));
    if (plan.idle()) {
      // Nothing ran that could have said something else than the database, which this session
      // asked.
      return succeeded(plan.from());
    }
    try (var watch = new StatementWatch(connection, session.pid(), console)) {
      progress.start(plan, watch);
      engine.run(session, plan, progress);
    }
    // The lock is still held: nobody else's run can be what the fresh session sees.
    try (var fresh = sessionAfterwards()) {
      return succeeded(engine.prove(fresh, plan));
    }
  }

  /** Waits for a server that restarts: what it holds now is what the report is about. */
  private Session sessionAfterwards() {
    var deadline = System.nanoTime() + RESTART.toNanos();
    while (true) {
      try {
        return Session.open(connection);
      } catch (RunFailed e) {
        if (e.error().reason() != Failure.DatabaseUnreachable || System.nanoTime() > deadline) {
          throw e;
        }
        interruption.pause(PAUSE);
      }
    }
  }

  private RunReport succeeded(State state) {
    return report(outcome(), state, null);
  }

  private Outcome outcome() {
    if (!progress.applied().isEmpty()) {
      return Outcome.Applied;
    }
    if (progress.undone() > 0) {
      return Outcome.Downgraded;
    }
    return progress.stamped() == null ? Outcome.UpToDate : Outcome.Stamped;
  }

  /** With what the database holds now, if it still answers: earlier migrations of the run stay. */
  private RunReport failed(RunError error, Session session) {
    var state = stateNow();
    var uncommitted = state == null ? List.<Step.Apply>of() : progress.committed(state.applied());
    var known = answered || interruption.requested();
    var asked = interruption.requested() && SqlError.QUERY_CANCELED.equals(error.sqlState());
    var told =
        asked && error.file() == null
            ? RunError.of(Failure.Interrupted, "told to stop. Run again to go on")
            : new Aftermath(progress, uncommitted, known, invalidIndexes(session)).of(error);
    return report(Outcome.Failed, state, told);
  }

  private List<String> invalidIndexes(Session session) {
    if (!progress.halfDone()) {
      return List.of();
    }
    if (interruption.requested()) {
      // There may be no time for another connection, and nothing broke this one.
      return InvalidIndexes.in(session);
    }
    try (var fresh = Session.open(connection)) {
      return InvalidIndexes.in(fresh);
    } catch (RunFailed e) {
      return List.of();
    }
  }

  private State stateNow() {
    if (interruption.requested()) {
      return null;
    }
    try (var fresh = sessionAfterwards()) {
      answered = true;
      return engine.state(fresh);
    } catch (RunFailed e) {
      return null;
    }
  }

  private RunReport report(Outcome outcome, State state, RunError error) {
    return new RunReport(
        engine.name(),
        outcome,
        state == null ? null : state.revision(),
        state != null ? state.head() : plan == null ? null : plan.from().head(),
        plan == null ? null : plan.target(),
        plan == null ? null : plan.from().revision(),
        state == null ? null : state.applied(),
        progress.stamped(),
        progress.applied().size(),
        progress.undone(),
        state == null ? 0 : state.pending(),
        error);
  }

  private RunError error(SQLException e) {
    var sql = SqlError.within(e).orElseThrow();
    return sql.error(sql.failure(true), redaction);
  }
}

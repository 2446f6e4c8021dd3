package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.engine.Engine;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.settings.Settings;
import java.util.function.Function;

/** What the verbs have in common that change a database: a run, its end by SIGTERM, its report. */
final class Change {
  /** Decides what the run will do, once it holds the lock. */
  interface Planner {
    Plan plan(Engine engine, Session session);
  }

  private Change() {}

  static ExitCode run(Invocation invocation, Function<Settings, Planner> planner) {
    return interruptible(
        invocation, interruption -> invocation.end(report(invocation, planner, interruption)));
  }

  /** Does the work so that a signal ends it with a report. */
  static ExitCode interruptible(Invocation invocation, Function<Interruption, ExitCode> work) {
    var interruption = new Interruption(() -> invocation.end(interrupted()));
    interruption.listen();
    var code = invocation.attempt(() -> work.apply(interruption));
    interruption.finish(code.code());
    return code;
  }

  private static RunReport report(
      Invocation invocation, Function<Settings, Planner> planner, Interruption interruption) {
    var settings = invocation.settings();
    var console = invocation.console();
    var plan = planner.apply(settings);
    var engine = new FlywayEngine(settings.source(), console, interruption);
    return new MigrationRun(settings, plan, engine, console, interruption).report();
  }

  private static RunReport interrupted() {
    return RunReport.failed(
        Invocation.ENGINE,
        RunError.of(Failure.Interrupted, "told to stop; the server did not answer in time"));
  }
}

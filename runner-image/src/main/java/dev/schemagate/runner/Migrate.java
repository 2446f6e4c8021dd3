package dev.schemagate.runner;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.report.TerminationMessage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The verb that brings a database to a revision: settings in, report and exit code out. */
final class Migrate {
  private static final String ENGINE = "flyway";

  private final Map<String, String> environment;
  private final Console console;

  Migrate(Map<String, String> environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** Runs, reports, and returns the exit code. */
  int run(Map<Setting, String> flags, Map<String, String> placeholders) {
    var log = Settings.terminationLog(flags, environment);
    var interruption = new Interruption(() -> tell(log, interrupted()));
    interruption.listen();
    var report = report(flags, placeholders, interruption);
    tell(log, report);
    var code = exitCode(report);
    interruption.finish(code);
    return code;
  }

  /** What a command line that nobody can understand leaves behind. */
  int refuse(RunError error) {
    var report = RunReport.failed(ENGINE, error);
    tell(Settings.terminationLog(Map.of(), environment), report);
    return exitCode(report);
  }

  private RunReport report(
      Map<Setting, String> flags, Map<String, String> placeholders, Interruption interruption) {
    try {
      var settings = Settings.read(flags, placeholders, environment);
      var engine = new FlywayEngine(settings.source(), console, interruption);
      return new MigrationRun(settings, engine, console, interruption).report();
    } catch (RunFailed e) {
      return RunReport.failed(ENGINE, e.error());
    } catch (RuntimeException | Error e) {
      console.bug(e);
      var message = "a defect of Schemagate (" + e.getClass().getSimpleName() + "), see the log";
      return RunReport.failed(ENGINE, RunError.of(Failure.InternalError, message));
    }
  }

  private void tell(Path log, RunReport report) {
    switch (report.outcome()) {
      case Applied, UpToDate -> console.say(summary(report));
      case Failed -> console.error(report.error().reason() + ": " + report.error().inWords());
    }
    if (log != null) {
      try {
        TerminationMessage.write(log, report);
      } catch (UncheckedIOException e) {
        // The exit code still tells whoever waits for it.
        console.warn(e.getMessage());
      }
    }
  }

  private static String summary(RunReport report) {
    return (report.appliedCount() == 0
            ? "nothing to apply"
            : "applied " + report.appliedCount() + " migrations")
        + "; the database is at "
        + (report.revision() == null ? "no revision" : report.revision())
        + (report.pending() == 0 ? "" : ", " + report.pending() + " pending");
  }

  private static RunReport interrupted() {
    return RunReport.failed(
        ENGINE,
        RunError.of(Failure.Interrupted, "told to stop; the server did not answer in time"));
  }

  private static int exitCode(RunReport report) {
    return report.error() == null
        ? ExitCode.DONE.code()
        : report.error().reason().exitCode().code();
  }
}

package dev.schemagate.runner.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.report.TerminationMessage;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.settings.Settings;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One call of a verb.
 *
 * @param operands the words that belong to no flag
 * @param json whether a program reads the answer: then it is all that stands on standard output
 */
public record Invocation(
    Map<Setting, String> flags,
    Map<String, String> placeholders,
    List<String> operands,
    Map<String, String> environment,
    Console console,
    boolean json) {

  static final String ENGINE = "flyway";

  /** With the output that flags or environment ask for. */
  public static Invocation of(
      Map<Setting, String> flags,
      Map<String, String> placeholders,
      List<String> operands,
      Map<String, String> environment,
      Console console) {
    var json = "json".equals(format(flags, environment));
    return new Invocation(
        flags, placeholders, operands, environment, json ? console.aside() : console, json);
  }

  /** Runs the verb and returns the process's exit code. Nothing is thrown from here. */
  public int call(Verb verb) {
    return attempt(
            () -> {
              checkOutput();
              return verb.run(this);
            })
        .code();
  }

  /** Does the work; when it fails, says why, and that is its exit code. */
  ExitCode attempt(Supplier<ExitCode> work) {
    try {
      return work.get();
    } catch (RunFailed e) {
      return end(RunReport.failed(ENGINE, e.error()));
    } catch (RuntimeException | Error e) {
      return end(defect(e));
    }
  }

  /** Leaves the report where people, programs and the operator look for it. */
  public ExitCode end(RunReport report) {
    return end(report, Summary.of(report));
  }

  /** With a summary of its own for the case that all went well. */
  ExitCode end(RunReport report, String summary) {
    var error = report.error();
    if (error == null) {
      console.say(summary);
    } else {
      console.error(error.reason() + ": " + error.inWords());
    }
    if (json) {
      print(report);
    }
    var log = Settings.terminationLog(flags, environment);
    if (log != null) {
      try {
        TerminationMessage.write(log, report);
      } catch (UncheckedIOException e) {
        // The exit code still tells whoever waits for it.
        console.warn(e.getMessage());
      }
    }
    return error == null ? ExitCode.DONE : error.reason().exitCode();
  }

  private RunReport defect(Throwable e) {
    console.bug(e);
    var message = "a defect of Schemagate (" + e.getClass().getSimpleName() + "), see the log";
    return RunReport.failed(ENGINE, RunError.of(Failure.InternalError, message));
  }

  Settings settings() {
    var settings = Settings.read(flags, placeholders, environment);
    settings.warnings().forEach(console::warn);
    return settings;
  }

  /** Answers with the text, or with the object as JSON. */
  void answer(Object object, String text) {
    if (json) {
      print(object);
    } else {
      console.data(text);
    }
  }

  private void print(Object object) {
    try {
      console.data(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Known even when other settings are wrong; null for the default. */
  private static String format(Map<Setting, String> flags, Map<String, String> environment) {
    return flags.getOrDefault(Setting.OUTPUT, environment.get(Setting.OUTPUT.variable()));
  }

  private void checkOutput() {
    var format = format(flags, environment);
    if (format != null && !List.of("", "text", "json").contains(format)) {
      throw RunFailed.because(
          Failure.InvalidArguments, "output \"" + format + "\" is neither text nor json");
    }
  }
}

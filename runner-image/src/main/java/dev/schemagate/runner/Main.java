package dev.schemagate.runner;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.verb.Invocation;
import dev.schemagate.runner.verb.Migrate;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** <code>schemagate</code>, the command. */
public final class Main {
  /** Held on to, or the driver's log would come back with the next garbage collection. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  private Main() {}

  public static void main(String[] arguments) {
    DRIVER.setLevel(Level.OFF);
    var environment = System.getenv();
    var console = new Console(System.out, System.err, colours(environment));
    System.exit(execute(environment, console, arguments));
  }

  /** Runs a command line and returns its exit code. */
  static int execute(Map<String, String> environment, Console console, String... arguments) {
    var plain = Invocation.of(Map.of(), Map.of(), List.of(), environment, console);
    if (List.of(arguments).equals(List.of("migrate"))) {
      // A Job's command line, which needs no parser.
      return plain.call(new Migrate());
    }
    return CommandTree.of(environment, console)
        .setParameterExceptionHandler((e, all) -> plain.end(usage(e)).code())
        .execute(arguments);
  }

  private static boolean colours(Map<String, String> environment) {
    if (!environment.containsKey("TERM") || environment.containsKey("NO_COLOR")) {
      return false;
    }
    var terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  /** What was typed may be a password. */
  private static String withoutValues(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      var first = unmatched.getUnmatched().getFirst();
      if (first.startsWith("-")) {
        return "unknown option: " + first.split("=")[0];
      }
      var verbs = e.getCommandLine().getSubcommands().keySet();
      return verbs.isEmpty()
          ? "one word too many"
          : "no such verb; there are " + String.join(", ", verbs);
    }
    return e.getMessage().replaceFirst(" but was .*", "");
  }

  private static RunReport usage(ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var message = withoutValues(e) + ". See: " + command + " --help";
    return RunReport.failed("flyway", RunError.of(Failure.InvalidArguments, message));
  }
}

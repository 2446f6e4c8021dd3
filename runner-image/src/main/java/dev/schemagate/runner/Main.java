package dev.schemagate.runner;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.Console;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.ParameterException;

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
    var migrate = new Migrate(environment, console);
    if (List.of(arguments).equals(List.of("migrate"))) {
      // A Job's command line. The parser's classes are too old for the AOT cache: a third of a run.
      return migrate.run(Map.of(), Map.of());
    }
    return CommandTree.of(migrate)
        .setParameterExceptionHandler((e, all) -> usage(migrate, e))
        .execute(arguments);
  }

  private static boolean colours(Map<String, String> environment) {
    if (!environment.containsKey("TERM") || environment.containsKey("NO_COLOR")) {
      return false;
    }
    var terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  private static int usage(Migrate migrate, ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    migrate.refuse(
        RunError.of(Failure.InvalidArguments, e.getMessage() + ". See: " + command + " --help"));
    return ExitCode.USAGE.code();
  }
}

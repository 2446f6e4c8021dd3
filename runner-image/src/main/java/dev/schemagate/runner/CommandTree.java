package dev.schemagate.runner;

import dev.schemagate.report.ExitCode;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.verb.Invocation;
import dev.schemagate.runner.verb.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The verbs and their flags, built from {@link Setting} and without reflection. */
final class CommandTree {
  private static final String PLACEHOLDER = "--placeholder";

  private CommandTree() {}

  static CommandLine of(Map<String, String> environment, Console console) {
    var root = command("schemagate", "Brings databases to the revision their applications need.");
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version.")
            .build());
    root.versionProvider(() -> new String[] {"schemagate " + version()});
    for (var verb : Verb.ALL) {
      root.addSubcommand(verb.name(), command(verb, environment, console));
    }
    root.addSubcommand("completion", completion());
    return new CommandLine(root);
  }

  private static CommandSpec command(Verb verb, Map<String, String> environment, Console console) {
    var holder = new CommandSpec[1];
    var spec =
        command(
            (Callable<Integer>) () -> invocation(holder[0], environment, console).call(verb),
            verb.name(),
            verb.description());
    holder[0] = spec;
    if (verb.operand() != null) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1..*")
              .paramLabel(verb.operand())
              .build());
    }
    for (var setting : verb.settings()) {
      if (setting.label() != null) {
        spec.addOption(option(setting));
      }
    }
    if (verb.settings().contains(Setting.PLACEHOLDERS)) {
      spec.addOption(
          OptionSpec.builder(PLACEHOLDER)
              .type(Map.class)
              .auxiliaryTypes(String.class, String.class)
              .paramLabel("NAME=VALUE")
              .description("a value for a placeholder; repeatable. SCHEMAGATE_PLACEHOLDERS (JSON)")
              .build());
    }
    if (verb.settings().contains(Setting.HOST)) {
      spec.usageMessage().footer(FOOTER);
    }
    return spec;
  }

  private static final String[] FOOTER = {
    "",
    "Settings come from flags, then SCHEMAGATE_* variables, then libpq's (PGHOST, ...,",
    "PGPASSWORD) and DATABASE_URL, then the Secret's folder: host, port, dbname,",
    "username, password, sslmode, and after them uri or jdbc-uri, then FLYWAY_* variables and",
    "Flyway's file. A password is never a flag. Times are 0 or a number with ms, s, m or h.",
    "",
    "Exit codes: 0 done, 64 wrong usage, 65 the migrations must be corrected,",
    "70 a defect of Schemagate, 75 try again later, 78 the settings must be corrected.",
  };

  private static OptionSpec option(Setting setting) {
    var variables = setting.variable() + (setting.libpq() == null ? "" : ", " + setting.libpq());
    var byDefault = setting.byDefault() == null ? "" : " (" + setting.byDefault() + ")";
    var option =
        OptionSpec.builder(setting.flag())
            .description(setting.description() + byDefault + ". " + variables);
    return setting.label().isEmpty()
        ? option.type(boolean.class).build()
        : option.type(String.class).paramLabel(setting.label()).build();
  }

  private static Invocation invocation(
      CommandSpec spec, Map<String, String> environment, Console console) {
    var parsed = spec.commandLine().getParseResult();
    var operands =
        parsed.matchedPositionals().isEmpty()
            ? List.<String>of()
            : parsed.matchedPositional(0).stringValues();
    return Invocation.of(
        flags(spec),
        parsed.matchedOptionValue(PLACEHOLDER, Map.of()),
        operands,
        environment,
        console);
  }

  private static CommandSpec completion() {
    var holder = new CommandSpec[1];
    var spec =
        command(
            (Callable<Integer>)
                () -> {
                  var root = holder[0].root().commandLine();
                  root.getOut().print(AutoComplete.bash("schemagate", root));
                  root.getOut().flush();
                  return ExitCode.DONE.code();
                },
            "completion",
            "Print completion for bash and zsh: source <(schemagate completion)");
    holder[0] = spec;
    return spec;
  }

  private static CommandSpec command(String name, String description) {
    return command(null, name, description);
  }

  private static CommandSpec command(Callable<Integer> verb, String name, String description) {
    var spec = verb == null ? CommandSpec.create() : CommandSpec.wrapWithoutInspection(verb);
    spec.name(name)
        .exitCodeOnInvalidInput(ExitCode.USAGE.code())
        .exitCodeOnExecutionException(ExitCode.BUG.code())
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    spec.usageMessage().description(description).width(100).sortOptions(false);
    return spec;
  }

  private static Map<Setting, String> flags(CommandSpec spec) {
    var flags = new EnumMap<Setting, String>(Setting.class);
    var parsed = spec.commandLine().getParseResult();
    for (var setting : Setting.values()) {
      if (parsed.hasMatchedOption(setting.flag())) {
        Object value = parsed.matchedOptionValue(setting.flag(), null);
        flags.put(setting, value.toString());
      }
    }
    return flags;
  }

  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}

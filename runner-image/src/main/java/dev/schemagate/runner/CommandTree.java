package dev.schemagate.runner;

import dev.schemagate.report.ExitCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The verbs and their flags, built from {@link Setting} and without reflection. */
final class CommandTree {
  private static final String PLACEHOLDER = "--placeholder";

  private CommandTree() {}

  static CommandLine of(Migrate migrate) {
    var root = command("schemagate", "Brings databases to the revision their applications need.");
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version.")
            .build());
    root.versionProvider(() -> new String[] {"schemagate " + version()});
    root.addSubcommand("migrate", migrate(migrate));
    root.addSubcommand("completion", completion());
    return new CommandLine(root);
  }

  private static CommandSpec migrate(Migrate verb) {
    var holder = new CommandSpec[1];
    var spec =
        command(
            (Callable<Integer>) () -> verb.run(flags(holder[0]), placeholders(holder[0])),
            "migrate",
            "Bring a PostgreSQL database to a revision, and prove it.");
    holder[0] = spec;
    for (var setting : Setting.values()) {
      if (setting.label() != null) {
        spec.addOption(option(setting));
      }
    }
    spec.addOption(
        OptionSpec.builder(PLACEHOLDER)
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .paramLabel("NAME=VALUE")
            .description("a value for a placeholder; repeatable. SCHEMAGATE_PLACEHOLDERS (JSON)")
            .build());
    spec.usageMessage()
        .footer(
            "",
            "Settings come from flags, then SCHEMAGATE_* variables, then libpq's (PGHOST, ...,",
            "PGPASSWORD) and DATABASE_URL, then the Secret's folder: host, port, dbname,",
            "username, password, sslmode, and after them uri or jdbc-uri. A password is never a",
            "flag. Times are 0 or a number with ms, s, m or h.",
            "",
            "Exit codes: 0 done, 64 wrong usage, 65 the migrations must be corrected,",
            "70 a defect of Schemagate, 75 try again later, 78 the settings must be corrected.");
    return spec;
  }

  private static OptionSpec option(Setting setting) {
    var variables = setting.variable() + (setting.libpq() == null ? "" : ", " + setting.libpq());
    var byDefault = setting.byDefault() == null ? "" : " (" + setting.byDefault() + ")";
    return OptionSpec.builder(setting.flag())
        .type(String.class)
        .paramLabel(setting.label())
        .description(setting.description() + byDefault + ". " + variables)
        .build();
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
        flags.put(setting, parsed.matchedOptionValue(setting.flag(), null));
      }
    }
    return flags;
  }

  private static Map<String, String> placeholders(CommandSpec spec) {
    return spec.commandLine().getParseResult().matchedOptionValue(PLACEHOLDER, Map.of());
  }

  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}

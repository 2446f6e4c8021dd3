package dev.schemagate.runner.settings;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.engine.flyway.FlywaySource;
import dev.schemagate.runner.engine.flyway.Locations;
import dev.schemagate.runner.postgres.ConnectionSettings;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the command line, the environment and the Secret say, checked as it is asked for. */
public final class Settings {
  private static final Path KUBERNETES_TERMINATION_LOG = Path.of("/dev/termination-log");

  private final Map<Setting, String> flags;
  private final Map<String, String> placeholders;
  private final Lookup lookup;
  private final Sources sources;
  private ConnectionSettings connection;

  private Settings(Map<Setting, String> flags, Map<String, String> placeholders, Lookup lookup) {
    this.flags = flags;
    this.placeholders = placeholders;
    this.lookup = lookup;
    this.sources = new Sources(lookup);
  }

  /**
   * Looks at all places.
   *
   * @param flags what the command line says
   * @param placeholders those of the command line, which go before those of the environment
   */
  public static Settings read(
      Map<Setting, String> flags,
      Map<String, String> placeholders,
      Map<String, String> environment) {
    return new Settings(flags, placeholders, Lookup.of(flags, environment));
  }

  /** Where the report goes, known even when other settings are wrong; null for nowhere. */
  public static Path terminationLog(Map<Setting, String> flags, Map<String, String> environment) {
    var setting = Setting.TERMINATION_LOG;
    var named = flags.getOrDefault(setting, environment.get(setting.variable()));
    if (named != null) {
      return named.isEmpty() ? null : Path.of(named);
    }
    return Files.exists(KUBERNETES_TERMINATION_LOG) ? KUBERNETES_TERMINATION_LOG : null;
  }

  public Target target() {
    var target = Target.parse(lookup.need(Setting.TARGET));
    if (target instanceof Target.Relative && !flags.containsKey(Setting.TARGET)) {
      throw RunFailed.because(
          Failure.InvalidArguments,
          "target "
              + target
              + " means something else at every attempt: +N and -N are for the command line only");
    }
    return target;
  }

  /** What to wait for: nothing relative. */
  public Target revision() {
    var target = Target.parse(lookup.need(Setting.REVISION));
    if (target instanceof Target.Head && lookup.find(Setting.LOCATION).isEmpty()) {
      throw invalid(
          "say which revision to wait for (--revision, SCHEMAGATE_REVISION), or where the"
              + " migrations are whose head it is (--location, SCHEMAGATE_LOCATION)");
    }
    return switch (target) {
      case Target.Head head -> head;
      case Target.Version version -> version;
      case Target.Base base -> throw invalid("nobody has to wait for base");
      case Target.Relative relative ->
          throw invalid("a revision to wait for is head or a version, not " + relative);
    };
  }

  public Policy policy() {
    return new Policy(
        isTrue(Setting.ALLOW_DOWNGRADE),
        lookup.find(Setting.ADOPT).map(Settings::adopted).orElse(null),
        acceptAhead(lookup.need(Setting.DATABASE_AHEAD)));
  }

  /** Whether a database that is ahead was asked to be accepted, in so many words. */
  public boolean saysAcceptAhead() {
    return flags.containsKey(Setting.DATABASE_AHEAD) && policy().acceptAhead();
  }

  public FlywaySource source() {
    return sources.read(placeholders);
  }

  /** Where the migrations are. */
  public Locations locations() {
    return Locations.parse(lookup.need(Setting.LOCATION));
  }

  /** What was set for Flyway and does nothing here. */
  public List<String> warnings() {
    return lookup.flyway().stream().flatMap(place -> place.warnings().stream()).toList();
  }

  public ConnectionSettings connection() {
    if (connection == null) {
      connection = Connecting.read(lookup);
    }
    return connection;
  }

  public Duration time(Setting setting) {
    return Time.read(lookup, setting);
  }

  /** The schema of the history table, in a list; empty for the session's own. */
  public List<String> historySchema() {
    return sources.historySchema();
  }

  /** The name of the history table. */
  public String table() {
    return lookup.need(Setting.TABLE);
  }

  private static Target adopted(String revision) {
    return switch (Target.parse(revision)) {
      case Target.Head head -> head;
      case Target.Version version -> version;
      case Target.Base base -> throw invalid("to adopt at base is to run everything: leave it out");
      case Target.Relative relative ->
          throw invalid("a schema is adopted at head or a version, not at " + relative);
    };
  }

  private static boolean acceptAhead(String word) {
    return switch (word) {
      case "accept" -> true;
      case "block" -> false;
      default ->
          throw invalid(
              Setting.DATABASE_AHEAD.flag()
                  + " ("
                  + Setting.DATABASE_AHEAD.variable()
                  + ") must be accept or block");
    };
  }

  public boolean isTrue(Setting setting) {
    return lookup.isTrue(setting);
  }

  static RunFailed invalid(String message) {
    return RunFailed.because(Failure.InvalidConfiguration, message);
  }
}

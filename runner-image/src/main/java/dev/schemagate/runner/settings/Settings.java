package dev.schemagate.runner.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.engine.flyway.FlywaySource;
import dev.schemagate.runner.engine.flyway.Locations;
import dev.schemagate.runner.postgres.ConnectionSettings;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the command line, the environment and the Secret say, checked as it is asked for. */
public final class Settings {
  private static final Path KUBERNETES_TERMINATION_LOG = Path.of("/dev/termination-log");

  /** Those that Flyway is told as they are. */
  private static final Map<Setting, String> PASSED =
      new EnumMap<>(
          Map.of(
              Setting.OUT_OF_ORDER, "flyway.outOfOrder",
              Setting.MIXED, "flyway.mixed",
              Setting.IGNORE_MIGRATION_PATTERNS, "flyway.ignoreMigrationPatterns",
              Setting.ENCODING, "flyway.encoding"));

  private static final int LONGEST_NAME = 63;

  private final Map<Setting, String> flags;
  private final Map<String, String> placeholders;
  private final Lookup lookup;
  private ConnectionSettings connection;

  private Settings(Map<Setting, String> flags, Map<String, String> placeholders, Lookup lookup) {
    this.flags = flags;
    this.placeholders = placeholders;
    this.lookup = lookup;
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
    var values = new TreeMap<String, String>();
    lookup.flyway().forEach(place -> values.putAll(place.placeholders()));
    values.putAll(placeholders());
    values.putAll(placeholders);
    var passed = passed();
    PASSED.forEach((setting, key) -> pass(setting, key, passed));
    return new FlywaySource(locations(), table(), schemas(), values, passed, redaction(values));
  }

  /** Where the migrations are. */
  public Locations locations() {
    return Locations.parse(lookup.need(Setting.LOCATION));
  }

  /** What was set for Flyway and does nothing here. */
  public List<String> warnings() {
    return lookup.flyway().stream().flatMap(place -> place.warnings().stream()).toList();
  }

  private Map<String, String> passed() {
    var passed = new TreeMap<String, String>();
    lookup.flyway().forEach(place -> passed.putAll(place.passed()));
    return passed;
  }

  private void pass(Setting setting, String key, Map<String, String> passed) {
    var value = lookup.need(setting);
    if (value.equals(setting.byDefault())) {
      return;
    }
    if (setting.label().isEmpty()) {
      isTrue(setting);
    }
    if (setting == Setting.ENCODING && !isCharset(value)) {
      throw invalid("encoding \"" + value + "\" is no character set that Java knows");
    }
    passed.put(key, value);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
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

  public List<String> schemas() {
    var names =
        lookup
            .find(Setting.SCHEMAS)
            .map(list -> List.of(list.strip().split("\\s*,\\s*", -1)))
            .orElse(List.of());
    for (var name : names) {
      // PostgreSQL would cut a longer one, and find another schema.
      if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw invalid("schemas: a name must have 1 to " + LONGEST_NAME + " bytes");
      }
    }
    return names;
  }

  /** The schema of the history table, in a list; empty for the session's own. */
  public List<String> historySchema() {
    var named = passed().get(FlywaySource.DEFAULT_SCHEMA);
    return named != null ? List.of(named) : schemas().stream().limit(1).toList();
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
    return switch (lookup.need(setting)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw invalid(setting.flag() + " (" + setting.variable() + ") must be true or false");
    };
  }

  private Map<String, String> placeholders() {
    var json = lookup.find(Setting.PLACEHOLDERS);
    if (json.isEmpty()) {
      return Map.of();
    }
    try {
      var mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
      var values = mapper.readValue(json.get(), new TypeReference<Map<String, String>>() {});
      if (values == null || values.containsValue(null)) {
        throw invalid(Setting.PLACEHOLDERS.variable() + " must be a JSON object of strings");
      }
      return values;
    } catch (JsonProcessingException e) {
      throw invalid(Setting.PLACEHOLDERS.variable() + " must be a JSON object of strings");
    }
  }

  private Redaction redaction(Map<String, String> placeholders) {
    var secrets = new ArrayList<>(placeholders.values());
    lookup.find(Setting.PASSWORD).ifPresent(secrets::add);
    return Redaction.of(secrets);
  }

  static RunFailed invalid(String message) {
    return RunFailed.because(Failure.InvalidConfiguration, message);
  }
}

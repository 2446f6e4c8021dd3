package dev.schemagate.runner.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.runner.engine.flyway.FlywaySource;
import dev.schemagate.runner.engine.flyway.Locations;
import dev.schemagate.runner.report.Redaction;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the migrations are, and how Flyway runs them. */
record Sources(Lookup lookup) {
  /** Those that Flyway is told as they are. */
  private static final Map<Setting, String> PASSED =
      new EnumMap<>(
          Map.of(
              Setting.OUT_OF_ORDER, "flyway.outOfOrder",
              Setting.MIXED, "flyway.mixed",
              Setting.IGNORE_MIGRATION_PATTERNS, "flyway.ignoreMigrationPatterns",
              Setting.ENCODING, "flyway.encoding"));

  private static final int LONGEST_NAME = 63;

  /**
   * All of it.
   *
   * @param flags placeholders of the command line, which go before all others
   */
  FlywaySource read(Map<String, String> flags) {
    var values = new TreeMap<String, String>();
    lookup.flyway().forEach(place -> values.putAll(place.placeholders()));
    values.putAll(placeholders());
    values.putAll(flags);
    var passed = passed();
    PASSED.forEach((setting, key) -> pass(setting, key, passed));
    return new FlywaySource(
        Locations.parse(lookup.need(Setting.LOCATION)),
        lookup.need(Setting.TABLE),
        schemas(),
        values,
        passed,
        redaction(values));
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
      lookup.isTrue(setting);
    }
    if (setting == Setting.ENCODING && !isCharset(value)) {
      throw Settings.invalid("encoding \"" + value + "\" is no character set that Java knows");
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

  private List<String> schemas() {
    var names =
        lookup
            .find(Setting.SCHEMAS)
            .map(list -> List.of(list.strip().split("\\s*,\\s*", -1)))
            .orElse(List.of());
    for (var name : names) {
      // PostgreSQL would cut a longer one, and find another schema.
      if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw Settings.invalid("schemas: a name must have 1 to " + LONGEST_NAME + " bytes");
      }
    }
    return names;
  }

  /** The schema of the history table, in a list; empty for the session's own. */
  List<String> historySchema() {
    var named = passed().get(FlywaySource.DEFAULT_SCHEMA);
    return named != null ? List.of(named) : schemas().stream().limit(1).toList();
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
        throw Settings.invalid(
            Setting.PLACEHOLDERS.variable() + " must be a JSON object of strings");
      }
      return values;
    } catch (JsonProcessingException e) {
      throw Settings.invalid(Setting.PLACEHOLDERS.variable() + " must be a JSON object of strings");
    }
  }

  private Redaction redaction(Map<String, String> placeholders) {
    var secrets = new ArrayList<>(placeholders.values());
    lookup.find(Setting.PASSWORD).ifPresent(secrets::add);
    return Redaction.of(secrets);
  }
}

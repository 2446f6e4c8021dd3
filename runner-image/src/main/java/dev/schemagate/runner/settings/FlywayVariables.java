package dev.schemagate.runner.settings;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** FLYWAY_ variables, as users of Flyway's own image have them. */
final class FlywayVariables {
  private static final String PREFIX = "FLYWAY_";
  private static final String PLACEHOLDERS = PREFIX + "PLACEHOLDERS_";

  private FlywayVariables() {}

  /** Unknown ones are left alone, as Flyway does: a Service of that name makes some too. */
  static FlywaySettings read(Map<String, String> environment) {
    var values = new TreeMap<String, String>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX) && !value.isEmpty()) {
            put(values, variable, value);
          }
        });
    return values.isEmpty()
        ? FlywaySettings.none()
        : FlywaySettings.of(values, "the FLYWAY_ variables");
  }

  private static void put(Map<String, String> values, String variable, String value) {
    if (variable.startsWith(PLACEHOLDERS)) {
      var name = variable.substring(PLACEHOLDERS.length()).toLowerCase(Locale.ENGLISH);
      values.put("flyway.placeholders." + name, value);
    }
    FlywayKey.ALL.keySet().stream()
        .filter(key -> variable(key).equals(variable))
        .forEach(key -> values.put("flyway." + key, value));
  }

  /** Flyway's way: <code>outOfOrder</code> is FLYWAY_OUT_OF_ORDER. */
  private static String variable(String key) {
    var words = key.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2");
    return PREFIX + words.toUpperCase(Locale.ENGLISH);
  }
}

package dev.schemagate.runner.settings;

import dev.schemagate.runner.report.RunFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that are written down for Flyway: in its file, or in FLYWAY_ variables.
 *
 * @param ours those that we have too
 * @param placeholders by their names
 * @param passed the rest, for Flyway itself, by its keys
 * @param warnings what some of them do not do
 */
record FlywaySettings(
    Map<Setting, String> ours,
    Map<String, String> placeholders,
    Map<String, String> passed,
    List<String> warnings) {
  private static final String PREFIX = "flyway.";
  private static final String PLACEHOLDERS = "placeholders.";

  static FlywaySettings none() {
    return new FlywaySettings(Map.of(), Map.of(), Map.of(), List.of());
  }

  /**
   * Sorts them by what becomes of them.
   *
   * @param values by Flyway's keys, which begin with <code>flyway.</code>
   * @param where what to call their place in messages
   */
  static FlywaySettings of(Map<String, String> values, String where) {
    var sorted =
        new FlywaySettings(
            new EnumMap<>(Setting.class), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    // First, since user and password go before what the URL says of them.
    var url = values.get(PREFIX + "url");
    if (url != null) {
      sorted.ours.putAll(PostgresUri.parse(url, "url in " + where));
    }
    values.forEach((key, value) -> sorted.add(key, value, where));
    return sorted;
  }

  private void add(String key, String value, String where) {
    if (!key.startsWith(PREFIX)) {
      throw unknown(key, where);
    }
    var name = key.substring(PREFIX.length());
    if (name.startsWith(PLACEHOLDERS)) {
      placeholders.put(name.substring(PLACEHOLDERS.length()), value);
      return;
    }
    switch (find(name)) {
      case null -> throw unknown(name, where);
      case FlywayKey.Url url -> {}
      case FlywayKey.Ours(var setting) -> ours.put(setting, ours(setting, value, where));
      case FlywayKey.Passed passedOn -> passed.put(key, value);
      case FlywayKey.WithoutEffect(var why) -> warnings.add(name + " in " + where + ": " + why);
      case FlywayKey.Refused(var harmless, var why) -> {
        if (!value.equalsIgnoreCase(harmless)) {
          throw Settings.invalid(name + "=" + value + " in " + where + " can't be: " + why);
        }
      }
      case FlywayKey.Paid(var harmless, var instead) -> {
        if (!value.equalsIgnoreCase(harmless)) {
          throw Settings.invalid(
              name + " in " + where + " belongs to Flyway's paid edition; here, " + instead);
        }
      }
    }
  }

  private static FlywayKey find(String name) {
    var exact = FlywayKey.ALL.get(name);
    return exact != null
        ? exact
        : FlywayKey.ALL.entrySet().stream()
            .filter(key -> key.getKey().endsWith(".") && name.startsWith(key.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  private static String ours(Setting setting, String value, String where) {
    if (setting != Setting.TARGET) {
      return value;
    }
    return switch (value) {
      case "latest" -> "head";
      case "current", "next" ->
          throw Settings.invalid(
              "target="
                  + value
                  + " in "
                  + where
                  + " means something else at every run: name head or a version");
      default -> value;
    };
  }

  private static RunFailed unknown(String name, String where) {
    var nearest =
        FlywayKey.ALL.keySet().stream()
            .min(Comparator.comparingInt(key -> distance(key, name)))
            .filter(key -> distance(key, name) <= 3)
            .map(key -> ": is it " + key + "?")
            .orElse("");
    return Settings.invalid(name + " in " + where + " is no setting of Flyway" + nearest);
  }

  /** How many letters have to change, as Levenshtein counts them. */
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        var changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}

package dev.schemagate.runner.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** <code>flyway.toml</code> as flat keys, the way <code>flyway.conf</code> has them. */
final class TomlFile {
  /** What Flyway's desktop program keeps in the same file for itself. */
  private static final Set<String> NOT_OURS =
      Set.of("databaseType", "flywayDesktop", "id", "name", "redgateChange", "redgateCompare");

  private static final String ENVIRONMENTS = "environments.";

  private TomlFile() {}

  /**
   * Reads the text.
   *
   * @param environment whose values count as Flyway's own; null leaves that to the file
   */
  static Map<String, String> read(String text, String where, String environment) {
    var all = new TreeMap<String, String>();
    try {
      flatten("", new TomlMapper().readTree(text), all);
    } catch (JsonProcessingException e) {
      throw Settings.invalid(where + ":" + e.getLocation().getLineNr() + ": this is no TOML");
    }
    var name =
        environment != null ? environment : all.getOrDefault("flyway.environment", "default");
    var chosen = ENVIRONMENTS + name + ".";
    if (all.containsKey("flyway.environment")
        && all.keySet().stream().noneMatch(key -> key.startsWith(chosen))) {
      throw Settings.invalid(where + " has no [environments." + name + "]");
    }
    var values = new TreeMap<String, String>();
    all.forEach(
        (key, value) -> {
          if (!key.startsWith(ENVIRONMENTS) && !NOT_OURS.contains(key.split("\\.", 2)[0])) {
            values.put(key, value);
          }
        });
    values.remove("flyway.environment");
    all.forEach(
        (key, value) -> {
          if (key.startsWith(chosen)) {
            var rest = key.substring(chosen.length());
            values.put(rest.startsWith("flyway.") ? rest : "flyway." + rest, value);
          }
        });
    values.remove("flyway.displayName");
    return values;
  }

  private static void flatten(String key, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              child ->
                  flatten(
                      key.isEmpty() ? child.getKey() : key + "." + child.getKey(),
                      child.getValue(),
                      into));
    } else if (node.isArray()) {
      into.put(
          key,
          StreamSupport.stream(node.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")));
    } else {
      into.put(key, node.asText());
    }
  }
}

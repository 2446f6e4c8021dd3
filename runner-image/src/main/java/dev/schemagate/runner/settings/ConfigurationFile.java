package dev.schemagate.runner.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.configuration.ConfigUtils;

/** <code>flyway.toml</code> or <code>flyway.conf</code>. */
final class ConfigurationFile {
  /** In a .conf ${NAME}, in a .toml ${env.NAME}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env\\.)?([A-Za-z0-9_]+)}");

  private static final List<String> NAMES = List.of("flyway.toml", "flyway.conf");

  private static final Set<String> NOT_BESIDE =
      Set.of("flyway.url", "flyway.user", "flyway.password", "flyway.locations", "flyway.target");

  private final Path path;
  private final Map<String, String> environment;

  private ConfigurationFile(Path path, Map<String, String> environment) {
    this.path = path;
    this.environment = environment;
  }

  /** The file that someone named. */
  static FlywaySettings named(Path path, Map<String, String> environment) {
    if (!Files.isRegularFile(path)) {
      throw Settings.invalid("there is no file " + path + " (" + Setting.CONFIG.flag() + ")");
    }
    return new ConfigurationFile(path, environment).read(Set.of());
  }

  /** The file in the folder that the command runs in, as Flyway's own command line takes it. */
  static Optional<FlywaySettings> in(Path folder, Map<String, String> environment) {
    return find(folder).map(path -> new ConfigurationFile(path, environment).read(Set.of()));
  }

  /**
   * The file among the migrations. It may not say which database gets them: a password that comes
   * from elsewhere would follow it to any server.
   */
  static Optional<FlywaySettings> beside(Path migrations, Map<String, String> environment) {
    return find(migrations).map(path -> new ConfigurationFile(path, environment).read(NOT_BESIDE));
  }

  private static Optional<Path> find(Path folder) {
    var found = NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
    if (found.size() > 1) {
      throw Settings.invalid(
          "there are both "
              + found.getFirst()
              + " and "
              + found.getLast()
              + ": say which one counts ("
              + Setting.CONFIG.flag()
              + ")");
    }
    return found.stream().findFirst();
  }

  private FlywaySettings read(Set<String> without) {
    var where = path.getFileName().toString();
    try {
      var text = Files.readString(path);
      var values = new TreeMap<String, String>();
      var raw =
          where.endsWith(".toml")
              ? TomlFile.read(text, where, environment.get("FLYWAY_ENVIRONMENT"))
              : ConfigUtils.loadConfigurationFromString(text, true);
      raw.keySet().removeAll(without);
      raw.forEach((key, value) -> values.put(key, expanded(value, where)));
      return FlywaySettings.of(values, where);
    } catch (IOException e) {
      throw Settings.invalid(path + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private String expanded(String value, String where) {
    return VARIABLE.matcher(value).replaceAll(name -> variable(name, where));
  }

  private String variable(MatchResult reference, String where) {
    var value = environment.get(reference.group(1));
    if (value == null) {
      throw Settings.invalid(
          where + " takes a value from the variable " + reference.group(1) + ", which is not set");
    }
    return Matcher.quoteReplacement(value);
  }
}

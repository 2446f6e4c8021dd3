package dev.schemagate.runner.settings;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.flyway.Locations;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds each setting in the first place that has it: flags, SCHEMAGATE_ variables, libpq's
 * variables, DATABASE_URL, the Secret's keys, the URI in the Secret, FLYWAY_ variables, Flyway's
 * file.
 */
final class Lookup {
  private static final Set<Setting> MANY_LINES =
      Set.of(Setting.PASSWORD, Setting.PLACEHOLDERS, Setting.OPTIONS);

  private final List<Map<Setting, String>> places;
  private final String secret;
  private final List<FlywaySettings> flyway;

  private Lookup(List<Map<Setting, String>> places, String secret, List<FlywaySettings> flyway) {
    this.places = places;
    this.secret = secret;
    this.flyway = flyway;
  }

  static Lookup of(Map<Setting, String> flags, Map<String, String> environment) {
    var places = new ArrayList<Map<Setting, String>>();
    places.add(flags);
    places.add(named(setting -> value(environment, setting.variable())));
    places.add(named(setting -> value(environment, setting.libpq())));
    var url = value(environment, "DATABASE_URL");
    if (url != null) {
      places.add(PostgresUri.parse(url, "DATABASE_URL"));
    }
    var folder = new Lookup(places, null, List.of()).find(Setting.SECRET_DIR).orElse(null);
    if (folder != null) {
      var secret = MountedSecret.read(folder, value(environment, Setting.SECRET_NAME.variable()));
      places.add(
          named(
              setting ->
                  setting.secretKeys().stream()
                      .map(secret::get)
                      .filter(Objects::nonNull)
                      .findFirst()
                      .orElse(null)));
      for (var key : List.of("uri", "jdbc-uri", "jdbc-url")) {
        if (secret.get(key) != null) {
          places.add(PostgresUri.parse(secret.get(key), "the key " + key + " of the Secret"));
        }
      }
    }
    var variables = FlywayVariables.read(environment);
    places.add(variables.ours());
    var file = new Lookup(places, null, List.of()).file(environment);
    places.add(file.ours());
    return new Lookup(places, folder, List.of(file, variables));
  }

  private FlywaySettings file(Map<String, String> environment) {
    var named = find(Setting.CONFIG).orElse(value(environment, "FLYWAY_CONFIG_FILES"));
    return named != null
        ? ConfigurationFile.named(Path.of(named), environment)
        : ConfigurationFile.in(Path.of(""), environment)
            .or(
                () ->
                    find(Setting.LOCATION).map(Locations::parse).stream()
                        .flatMap(locations -> locations.folders().stream())
                        .findFirst()
                        .flatMap(folder -> ConfigurationFile.beside(folder, environment)))
            .orElse(FlywaySettings.none());
  }

  /** What is written down for Flyway, the place that counts most last. */
  List<FlywaySettings> flyway() {
    return flyway;
  }

  Optional<String> find(Setting setting) {
    return places.stream()
        .map(place -> place.get(setting))
        .filter(Objects::nonNull)
        .findFirst()
        .map(value -> checked(setting, value))
        .or(() -> Optional.ofNullable(setting.byDefault()));
  }

  /** PostgreSQL's protocol ends texts with NUL, and a line break would forge lines of the log. */
  private static String checked(Setting setting, String value) {
    var free = MANY_LINES.contains(setting);
    if (value.chars().anyMatch(free ? c -> c == 0 : Character::isISOControl)) {
      throw Settings.invalid(
          name(setting)
              + (free
                  ? " holds a NUL character"
                  : " holds a control character, a line break for example"));
    }
    return value;
  }

  private static String name(Setting setting) {
    return setting.secretKeys().isEmpty()
        ? Objects.requireNonNullElse(setting.variable(), setting.name().toLowerCase(Locale.ROOT))
        : setting.secretKeys().getFirst();
  }

  boolean isTrue(Setting setting) {
    return switch (need(setting)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Settings.invalid(
              setting.flag() + " (" + setting.variable() + ") must be true or false");
    };
  }

  /** The setting, or an error that says where it was looked for. */
  String need(Setting setting) {
    return find(setting).orElseThrow(() -> missing(setting));
  }

  private RunFailed missing(Setting setting) {
    var looked = new ArrayList<String>();
    looked.add(setting.flag());
    looked.add(setting.variable());
    if (setting.libpq() != null) {
      looked.add(setting.libpq());
      looked.add("DATABASE_URL");
    }
    if (secret != null && !setting.secretKeys().isEmpty()) {
      looked.add("the keys " + String.join(", ", setting.secretKeys()) + " and uri in " + secret);
    }
    return RunFailed.because(
        Failure.InvalidConfiguration,
        name(setting) + " is missing: looked for " + String.join(", ", looked));
  }

  private static Map<Setting, String> named(Function<Setting, String> read) {
    var found = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      var value = read.apply(setting);
      if (value != null) {
        found.put(setting, value);
      }
    }
    return found;
  }

  /** An empty variable counts as unset: templates leave such behind. */
  private static String value(Map<String, String> environment, String name) {
    var value = name == null ? null : environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}

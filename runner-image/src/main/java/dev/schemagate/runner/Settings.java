package dev.schemagate.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.engine.flyway.FlywaySource;
import dev.schemagate.runner.postgres.ConnectionSettings;
import dev.schemagate.runner.report.Redaction;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that a run needs to know, checked.
 *
 * @param queueTimeout how long to wait for another run; zero for ever
 */
record Settings(
    Target target, FlywaySource source, ConnectionSettings connection, Duration queueTimeout) {

  Redaction redaction() {
    return source.redaction();
  }

  private static final Path KUBERNETES_TERMINATION_LOG = Path.of("/dev/termination-log");
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Pattern TIME = Pattern.compile("0|([0-9]{1,9})(ms|s|m|h)");

  /**
   * Reads all settings.
   *
   * @param flags what the command line says
   * @param placeholders those of the command line, which go before those of the environment
   */
  static Settings read(
      Map<Setting, String> flags,
      Map<String, String> placeholders,
      Map<String, String> environment) {
    var lookup = Lookup.of(flags, environment);
    var target = Target.parse(lookup.need(Setting.TARGET));
    if (target instanceof Target.Relative && !flags.containsKey(Setting.TARGET)) {
      throw RunFailed.because(
          Failure.InvalidArguments,
          "target "
              + target
              + " means something else at every attempt: +N and -N are for the command line only");
    }
    var location = Path.of(lookup.need(Setting.LOCATION));
    var values = new TreeMap<>(placeholders(lookup));
    values.putAll(placeholders);
    var connection = connection(lookup);
    return new Settings(
        target,
        new FlywaySource(location, schemas(lookup), values, redaction(connection, values)),
        connection,
        time(lookup, Setting.QUEUE_TIMEOUT));
  }

  /** Where the report goes, known even when other settings are wrong; null for nowhere. */
  static Path terminationLog(Map<Setting, String> flags, Map<String, String> environment) {
    var setting = Setting.TERMINATION_LOG;
    var named = flags.getOrDefault(setting, environment.get(setting.variable()));
    if (named != null) {
      return named.isEmpty() ? null : Path.of(named);
    }
    return Files.exists(KUBERNETES_TERMINATION_LOG) ? KUBERNETES_TERMINATION_LOG : null;
  }

  private static ConnectionSettings connection(Lookup lookup) {
    var host = lookup.need(Setting.HOST);
    if (host.startsWith("/") || host.contains(",")) {
      throw invalid("host must be one name or address, neither a socket's folder nor a list");
    }
    var sslMode = lookup.find(Setting.SSLMODE).orElse(null);
    if (sslMode != null && !SSL_MODES.contains(sslMode)) {
      throw invalid("sslmode must be " + Setting.SSLMODE.description());
    }
    var rootCert = rootCert(lookup);
    if (sslMode != null && sslMode.startsWith("verify") && rootCert == null) {
      throw invalid(
          "sslmode "
              + sslMode
              + " needs the certificates of the authorities to trust: "
              + Setting.SSL_ROOT_CERT.variable());
    }
    return new ConnectionSettings(
        host,
        port(lookup),
        lookup.need(Setting.DATABASE),
        lookup.need(Setting.USER),
        lookup.find(Setting.PASSWORD).orElse(null),
        sslMode,
        rootCert,
        lookup.find(Setting.OPTIONS).orElse(null),
        lookup.find(Setting.ROLE).orElse(null),
        time(lookup, Setting.LOCK_TIMEOUT),
        time(lookup, Setting.STATEMENT_TIMEOUT),
        lookup.need(Setting.APPLICATION_NAME));
  }

  private static int port(Lookup lookup) {
    var port = lookup.need(Setting.PORT);
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw invalid("port must be a number from 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  /** A bare name is a key of the Secret: that is where such a certificate mostly is. */
  private static Path rootCert(Lookup lookup) {
    var name = lookup.find(Setting.SSL_ROOT_CERT).orElse(null);
    if (name == null) {
      return null;
    }
    var folder = lookup.find(Setting.SECRET_DIR);
    var file = name.contains("/") || folder.isEmpty() ? Path.of(name) : Path.of(folder.get(), name);
    if (!Files.isReadable(file)) {
      throw invalid("the certificates of the authorities to trust are not at " + file);
    }
    return file;
  }

  private static List<String> schemas(Lookup lookup) {
    return lookup
        .find(Setting.SCHEMAS)
        .map(names -> List.of(names.strip().split("\\s*,\\s*")))
        .orElse(List.of());
  }

  private static Map<String, String> placeholders(Lookup lookup) {
    var json = lookup.find(Setting.PLACEHOLDERS);
    try {
      return json.isEmpty()
          ? Map.of()
          : new ObjectMapper().readValue(json.get(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw invalid(Setting.PLACEHOLDERS.variable() + " must be a JSON object of strings");
    }
  }

  private static Redaction redaction(
      ConnectionSettings connection, Map<String, String> placeholders) {
    var secrets = new ArrayList<>(placeholders.values());
    if (connection.password() != null) {
      secrets.add(connection.password());
    }
    return Redaction.of(secrets);
  }

  private static Duration time(Lookup lookup, Setting setting) {
    var text = lookup.need(setting);
    var time = TIME.matcher(text);
    if (!time.matches()) {
      throw invalid(
          setting.flag()
              + " ("
              + setting.variable()
              + ") must be 0 or a number with ms, s, m or h");
    }
    if (time.group(1) == null) {
      return Duration.ZERO;
    }
    var number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static RunFailed invalid(String message) {
    return RunFailed.because(Failure.InvalidConfiguration, message);
  }
}

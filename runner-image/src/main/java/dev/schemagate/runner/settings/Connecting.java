package dev.schemagate.runner.settings;

import dev.schemagate.runner.postgres.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** How to reach the database, checked before anything is sent to it. */
final class Connecting {
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** It becomes part of the driver's URL, where a slash or a question mark would set more. */
  private static final Pattern HOST =
      Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

  private Connecting() {}

  static ConnectionSettings read(Lookup lookup) {
    var host = lookup.need(Setting.HOST);
    if (!HOST.matcher(host).matches()) {
      throw Settings.invalid(
          "host must be one name or address: no port, user or URL, neither a socket's folder nor a"
              + " list");
    }
    var sslMode = lookup.find(Setting.SSLMODE).orElse(null);
    if (sslMode != null && !SSL_MODES.contains(sslMode)) {
      throw Settings.invalid("sslmode must be " + Setting.SSLMODE.description());
    }
    var rootCert = rootCert(lookup);
    if (sslMode != null && sslMode.startsWith("verify") && rootCert == null) {
      throw Settings.invalid(
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
        Time.read(lookup, Setting.LOCK_TIMEOUT),
        Time.read(lookup, Setting.STATEMENT_TIMEOUT),
        lookup.need(Setting.APPLICATION_NAME));
  }

  private static int port(Lookup lookup) {
    var port = lookup.need(Setting.PORT);
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw Settings.invalid("port must be a number from 1 to 65535");
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
      throw Settings.invalid("the certificates of the authorities to trust are not at " + file);
    }
    return file;
  }
}

package dev.schemagate.runner.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * How a session connects and what it sets for itself.
 *
 * @param password null where the server asks for none
 * @param sslMode a word of libpq; null leaves it to the driver, which prefers TLS
 * @param sslRootCert certificates (PEM) of the authorities to trust; null for none
 * @param options further <code>-c name=value</code> that the URI asked for; null for none
 * @param role the role that the session takes on at its start; null for none
 * @param lockTimeout PostgreSQL's <code>lock_timeout</code>, zero for none
 * @param statementTimeout PostgreSQL's <code>statement_timeout</code>, zero for none
 */
public record ConnectionSettings(
    String host,
    int port,
    String database,
    String user,
    String password,
    String sslMode,
    Path sslRootCert,
    String options,
    String role,
    Duration lockTimeout,
    Duration statementTimeout,
    String applicationName) {

  /** A setting of no meaning: a server that doesn't know it was not told the others either. */
  static final String MARK = "schemagate.session";

  /** For each address of the host; whoever started the run tries again later. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** For all addresses and the greeting, which a server that many connect to at once puts off. */
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

  /** PostgreSQL cuts off what is longer. */
  private static final int LONGEST_NAME = 63;

  public String server() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  String jdbcUrl() {
    return "jdbc:postgresql://"
        + server()
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Properties properties() {
    var properties = readingProperties();
    properties.setProperty("options", startupOptions());
    return properties;
  }

  /** Those that a pooler lets through. */
  Properties readingProperties() {
    var properties = new Properties();
    properties.setProperty("user", user);
    set(properties, "password", password);
    set(properties, "sslmode", sslMode);
    set(properties, "sslrootcert", sslRootCert == null ? null : sslRootCert.toString());
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", KeptAliveSockets.class.getName());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(LOGIN_TIMEOUT.toSeconds()));
    properties.setProperty("cancelSignalTimeout", "2");
    // Saves round trips: no Kerberos is asked for, and the name goes with the first packet.
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("assumeMinServerVersion", "10");
    return properties;
  }

  /**
   * For a session that only looks at another one: as whoever logs in, since PostgreSQL shows a
   * session to the role that it logged in as, and with an end to whatever it waits for.
   */
  Properties observer() {
    var properties = properties();
    var suffix = " (watch)";
    var room = LONGEST_NAME - suffix.length();
    properties.setProperty(
        "ApplicationName",
        applicationName.substring(0, Math.min(room, applicationName.length())) + suffix);
    properties.setProperty("options", "-c statement_timeout=5000 -c lock_timeout=1000");
    properties.setProperty("socketTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    return properties;
  }

  /**
   * Settings that stay through RESET ALL and through Flyway's resets, since they are the session's
   * own defaults. Those of the URI come first: of two, PostgreSQL takes the last.
   */
  private String startupOptions() {
    var all = new StringBuilder(options == null ? "" : options + " ");
    all.append("-c lock_timeout=").append(lockTimeout.toMillis());
    all.append(" -c statement_timeout=").append(statementTimeout.toMillis());
    all.append(" -c idle_in_transaction_session_timeout=0");
    all.append(" -c tcp_keepalives_idle=").append(KeptAliveSockets.IDLE_SECONDS);
    all.append(" -c tcp_keepalives_interval=").append(KeptAliveSockets.INTERVAL_SECONDS);
    all.append(" -c tcp_keepalives_count=").append(KeptAliveSockets.COUNT);
    all.append(" -c ").append(MARK).append("=1");
    if (role != null) {
      all.append(" -c role=").append(escaped(role));
    }
    return all.toString();
  }

  /** PostgreSQL splits its options at white space that no backslash stands before. */
  static String escaped(String value) {
    return value.replaceAll("([\\\\\\s])", "\\\\$1");
  }

  private static void set(Properties properties, String name, String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  /** What may stand in a log. */
  @Override
  public String toString() {
    return server() + "/" + database + " as " + user + (role == null ? "" : " (role " + role + ")");
  }
}

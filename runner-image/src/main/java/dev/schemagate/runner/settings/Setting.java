package dev.schemagate.runner.settings;

import java.util.List;
import java.util.Locale;

/**
 * Everything that can be set, once: its flag, its variable, libpq's variable, and its keys in the
 * mounted Secret.
 */
public enum Setting {
  TARGET("head", "REVISION", "head, base, +N, -N, or a version of the source such as 20261120.2"),
  ALLOW_DOWNGRADE("false", "", "undo migrations where the target asks for that"),
  ADOPT(null, "REVISION", "stamp a schema that has tables but no history here, then go on"),
  DATABASE_AHEAD(
      "accept", "WORD", "accept or block, when the database knows revisions that the source lacks"),
  REVISION("head", "REVISION", "what to wait for, or anything later; head needs the migrations"),
  CONFIG(null, "FILE", "flyway.toml or flyway.conf; else the one here, or among the migrations"),
  LOCATION(null, "FOLDER,...", "folder of the migrations, or several; classpath:db/migration"),
  SCHEMAS(null, "NAME,...", "schemas that Flyway manages; the first holds the history"),
  TABLE("flyway_schema_history", "NAME", "the table of the history"),
  OUT_OF_ORDER("false", "", "run what was added below a migration that is applied"),
  MIXED("false", "", "let a script mix what needs a transaction with what can't be in one"),
  IGNORE_MIGRATION_PATTERNS("*:future", "TYPE:STATE,...", "what validation passes over"),
  ENCODING("UTF-8", "NAME", "character set of the scripts"),
  PLACEHOLDERS(null, null, "JSON object"),
  SECRET_DIR(null, "FOLDER", "folder of a mounted Secret, one file a key"),
  SECRET_NAME(null, null, "the Secret's name, for messages"),
  HOST(null, "HOST", "server", "PGHOST", "host"),
  PORT("5432", "PORT", "its port", "PGPORT", "port"),
  DATABASE(null, "NAME", "database", "PGDATABASE", "dbname", "database"),
  USER(null, "NAME", "user who logs in", "PGUSER", "username", "user"),
  PASSWORD(null, null, "never a flag", "PGPASSWORD", "password"),
  SSLMODE(
      null,
      "MODE",
      "disable, allow, prefer, require, verify-ca or verify-full",
      "PGSSLMODE",
      "sslmode"),
  SSL_ROOT_CERT(null, "FILE", "authorities to trust (PEM): a path, or a key of the Secret"),
  OPTIONS(null, null, "the options of a URI"),
  ROLE(null, "NAME", "role that the session takes on; owns what the migrations make"),
  VERBOSE("false", "", "show by whom, how long, and the checksum"),
  UNDO("false", "", "write the file that undoes it as well"),
  TIMEOUT("10m", "TIME", "how long to wait; 0 waits for ever"),
  INTERVAL("1s", "TIME", "how often to look"),
  QUEUE_TIMEOUT("10m", "TIME", "how long to wait for another run; 0 waits for ever"),
  LOCK_TIMEOUT("5s", "TIME", "PostgreSQL's lock_timeout; 0 for none"),
  STATEMENT_TIMEOUT("0", "TIME", "PostgreSQL's statement_timeout; 0 for none"),
  APPLICATION_NAME("schemagate", "NAME", "name of the session in pg_stat_activity"),
  TERMINATION_LOG(null, "FILE", "where the report goes as JSON"),
  OUTPUT("text", "FORMAT", "text or json");

  private final String byDefault;
  private final String label;
  private final String description;
  private final String libpq;
  private final List<String> secretKeys;

  Setting(String byDefault, String label, String description) {
    this(byDefault, label, description, null);
  }

  Setting(String byDefault, String label, String description, String libpq, String... secretKeys) {
    this.byDefault = byDefault;
    this.label = label;
    this.description = description;
    this.libpq = libpq;
    this.secretKeys = List.of(secretKeys);
  }

  /** Null when there is none. */
  public String byDefault() {
    return byDefault;
  }

  /**
   * What stands for the value in the help; empty when the flag alone means <code>true</code>, null
   * when the setting has no flag.
   */
  public String label() {
    return label;
  }

  public String description() {
    return description;
  }

  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null when the setting comes from elsewhere only. */
  public String variable() {
    return this == PASSWORD || this == OPTIONS ? null : "SCHEMAGATE_" + name();
  }

  /** Null when libpq knows no such variable. */
  public String libpq() {
    return libpq;
  }

  List<String> secretKeys() {
    return secretKeys;
  }
}

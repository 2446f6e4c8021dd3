package dev.schemagate.runner.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of one of Flyway's own settings. */
sealed interface FlywayKey {
  /** It is one of ours by another name. */
  record Ours(Setting setting) implements FlywayKey {}

  /** It says all of the connection at once. */
  record Url() implements FlywayKey {}

  /** Flyway is told. */
  record Passed() implements FlywayKey {}

  /** It changes nothing here, and a warning says so. */
  record WithoutEffect(String why) implements FlywayKey {}

  /**
   * It would take from a run what the run must decide.
   *
   * @param harmless the one value that asks for what holds anyway; null when there is none
   */
  record Refused(String harmless, String why) implements FlywayKey {}

  /**
   * It belongs to Flyway's paid edition.
   *
   * @param harmless as for {@link Refused}
   */
  record Paid(String harmless, String instead) implements FlywayKey {}

  private static Map<String, FlywayKey> all() {
    var keys = new TreeMap<String, FlywayKey>();
    keys.put("url", new Url());
    keys.put("user", new Ours(Setting.USER));
    keys.put("password", new Ours(Setting.PASSWORD));
    keys.put("locations", new Ours(Setting.LOCATION));
    keys.put("schemas", new Ours(Setting.SCHEMAS));
    keys.put("table", new Ours(Setting.TABLE));
    keys.put("target", new Ours(Setting.TARGET));
    keys.put("outOfOrder", new Ours(Setting.OUT_OF_ORDER));
    keys.put("mixed", new Ours(Setting.MIXED));
    keys.put("ignoreMigrationPatterns", new Ours(Setting.IGNORE_MIGRATION_PATTERNS));
    keys.put("encoding", new Ours(Setting.ENCODING));
    PASSED.forEach(key -> keys.put(key, new Passed()));
    WITHOUT_EFFECT.forEach(key -> keys.put(key, new WithoutEffect("it has no effect here")));
    keys.put("connectRetries", CONNECTS_ONCE);
    keys.put("connectRetriesInterval", CONNECTS_ONCE);
    keys.put("lockRetryCount", new WithoutEffect(Setting.QUEUE_TIMEOUT.flag() + " says how long"));
    keys.put("jdbcProperties.", new WithoutEffect("what the server is told belongs into the URL"));
    keys.put(
        "baselineOnMigrate",
        new Refused("false", "say what the schema is at instead: " + Setting.ADOPT.flag()));
    keys.put("cleanDisabled", new Refused("true", "nothing here empties a schema"));
    keys.put("cleanOnValidationError", new Refused("false", "nothing here empties a schema"));
    keys.put(
        "failOnMissingLocations",
        new Refused("true", "a folder that is missing must not pass for an empty one"));
    keys.put(
        "skipExecutingMigrations", new Refused("false", "the verb stamp records and runs nothing"));
    keys.put(
        "validateOnMigrate",
        new Refused("true", "what may differ is said by ignoreMigrationPatterns"));
    keys.put(
        "postgresql.transactional.lock",
        new Refused("false", "CREATE INDEX CONCURRENTLY would wait for that lock for ever"));
    for (var state : List.of("Missing", "Ignored", "Pending", "Future")) {
      var pattern = "ignoreMigrationPatterns=*:" + state.toLowerCase(Locale.ROOT);
      keys.put(
          "ignore" + state + "Migrations",
          new Refused("false", "Flyway itself has only " + pattern + " now"));
    }
    keys.put("undoSqlMigrationPrefix", new Paid("U", "a script that undoes begins with U"));
    keys.put("dryRunOutput", new Paid(null, "schemagate plan shows what would run"));
    keys.put("errorOverrides", new Paid(null, "let the script itself handle its error"));
    keys.put("cherryPick", new Paid(null, "set the target, or outOfOrder"));
    keys.put("detectEncoding", new Paid("false", "name the encoding"));
    keys.put("check.", new Paid(null, "schemagate check compares source and database"));
    keys.put("oracle.", new Paid(null, "the database here is PostgreSQL"));
    for (var vault : List.of("vault.", "dapr.", "gcsm.", "conjur.")) {
      keys.put(vault, new Paid(null, "mount the secret: " + Setting.SECRET_DIR.flag()));
    }
    return keys;
  }

  List<String> PASSED =
      List.of(
          "baselineDescription",
          "baselineVersion",
          "batch",
          "callbackLocations",
          "callbacks",
          "createSchemas",
          "defaultSchema",
          "executeInTransaction",
          "group",
          "initSql",
          "installedBy",
          "jarDirs",
          "kerberosConfigFile",
          "outputQueryResults",
          "placeholderPrefix",
          "placeholderReplacement",
          "placeholderSeparator",
          "placeholderSuffix",
          "repeatableSqlMigrationPrefix",
          "resolvers",
          "scriptPlaceholderPrefix",
          "scriptPlaceholderSuffix",
          "skipDefaultCallbacks",
          "skipDefaultResolvers",
          "sqlMigrationPrefix",
          "sqlMigrationSeparator",
          "sqlMigrationSuffixes",
          "stream",
          "tablespace",
          "validateMigrationNaming");

  List<String> WITHOUT_EFFECT =
      List.of(
          "color",
          "communityDBSupportEnabled",
          "configFileEncoding",
          "driver",
          "edition",
          "email",
          "licenseKey",
          "loggers",
          "outputLogsInJson",
          "outputProgress",
          "outputType",
          "powershellExecutable",
          "provisionMode",
          "reportEnabled",
          "reportFilename",
          "token",
          "workingDirectory");

  FlywayKey CONNECTS_ONCE =
      new WithoutEffect("a run connects once; let what started it try again after exit code 75");

  /**
   * By Flyway's name, without <code>flyway.</code>; one that ends in a dot stands for all below.
   */
  Map<String, FlywayKey> ALL = all();
}

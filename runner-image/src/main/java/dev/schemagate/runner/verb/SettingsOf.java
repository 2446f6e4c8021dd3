package dev.schemagate.runner.verb;

import dev.schemagate.runner.settings.Setting;
import java.util.EnumSet;
import java.util.Set;

/** The settings that several verbs share. */
final class SettingsOf {
  static final Set<Setting> PLAN =
      EnumSet.of(Setting.TARGET, Setting.ALLOW_DOWNGRADE, Setting.ADOPT, Setting.DATABASE_AHEAD);
  static final Set<Setting> SOURCE =
      EnumSet.of(
          Setting.CONFIG,
          Setting.LOCATION,
          Setting.SCHEMAS,
          Setting.TABLE,
          Setting.OUT_OF_ORDER,
          Setting.MIXED,
          Setting.IGNORE_MIGRATION_PATTERNS,
          Setting.ENCODING,
          Setting.PLACEHOLDERS);
  static final Set<Setting> DATABASE =
      EnumSet.of(
          Setting.SECRET_DIR,
          Setting.SECRET_NAME,
          Setting.HOST,
          Setting.PORT,
          Setting.DATABASE,
          Setting.USER,
          Setting.PASSWORD,
          Setting.SSLMODE,
          Setting.SSL_ROOT_CERT,
          Setting.ROLE,
          Setting.STATEMENT_TIMEOUT,
          Setting.APPLICATION_NAME,
          Setting.TERMINATION_LOG);
  static final Set<Setting> CHANGE = EnumSet.of(Setting.QUEUE_TIMEOUT, Setting.LOCK_TIMEOUT);

  private SettingsOf() {}

  @SafeVarargs
  static Set<Setting> all(Set<Setting>... groups) {
    var all = EnumSet.of(Setting.OUTPUT);
    for (var group : groups) {
      all.addAll(group);
    }
    return all;
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.Progress;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Hears from Flyway when a migration begins and ends. */
record ScriptProgress(Progress progress) implements Callback {
  private static final Set<Event> HEARD =
      Set.of(Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE_ERROR);

  @Override
  public boolean supports(Event event, Context context) {
    return HEARD.contains(event);
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    var migration = context.getMigrationInfo();
    if (event == Event.BEFORE_EACH_MIGRATE) {
      if (!context.getConfiguration().isGroup()) {
        progress.committed();
      }
      var file = migration.getPhysicalLocation();
      progress.begin(migration.getScript(), statement -> Script.read(file).lineOf(statement));
    } else if (event == Event.AFTER_EACH_MIGRATE) {
      // Flyway commits after this.
      var version = migration.getVersion();
      progress.ended(migration.getScript(), version == null ? null : version.toString());
    } else {
      progress.failed(inTransaction(context));
    }
  }

  private static boolean inTransaction(Context context) {
    try {
      return !context.getConnection().getAutoCommit();
    } catch (SQLException e) {
      // With the connection went its transaction, if there was one.
      return false;
    }
  }

  @Override
  public String getCallbackName() {
    return "schemagate";
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.Progress;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Hears from Flyway when a migration begins and ends. */
record ScriptProgress(Progress progress) implements Callback {
  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    var script = context.getMigrationInfo().getScript();
    if (event == Event.BEFORE_EACH_MIGRATE) {
      progress.begin(script);
    } else {
      progress.applied(script);
    }
  }

  @Override
  public String getCallbackName() {
    return "schemagate";
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.report.RunFailed;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.database.DatabaseTypeRegister;

/**
 * Starts Flyway once without a database: its plug-ins, and a first look at the files. A run without
 * work spends a seventh of its time on that, and waits for the server's login meanwhile.
 */
record WarmUp(FlywaySource source) implements Runnable {
  @Override
  public void run() {
    try {
      var configuration = new FlywayConfiguration(source).on(null).load().getConfiguration();
      UndoScripts.of(configuration);
      DatabaseTypeRegister.getDatabaseTypes();
    } catch (FlywayException | RunFailed e) {
      // The run meets it again, and says it.
    }
  }
}

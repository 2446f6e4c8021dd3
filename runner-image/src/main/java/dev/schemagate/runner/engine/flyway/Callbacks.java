package dev.schemagate.runner.engine.flyway;

import java.util.regex.Pattern;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/** What a source has run beside its migrations, and also when none of them is pending. */
final class Callbacks {
  private Callbacks() {}

  static boolean in(Configuration configuration) {
    var end = Pattern.compile("\\.|" + Pattern.quote(configuration.getSqlMigrationSeparator()));
    return configuration.getCallbacks().length > 0
        || configuration.getCallbackLocations().length > 0
        || FlywayConfiguration.files(configuration).getResources("", new String[] {""}).stream()
            .anyMatch(file -> Event.fromId(end.split(file.getFilename())[0]) != null);
  }
}

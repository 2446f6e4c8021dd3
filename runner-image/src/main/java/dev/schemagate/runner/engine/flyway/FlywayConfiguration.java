package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.internal.scanner.Scanner;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Flyway's library, told of a source and kept to what a run may do. */
final class FlywayConfiguration {
  private final FlywaySource source;
  private Jars jars;

  FlywayConfiguration(FlywaySource source) {
    this.source = source;
  }

  /** For a session; null while there is none. */
  FluentConfiguration on(Session session) {
    for (var folder : source.locations().folders()) {
      if (!wildcard(folder) && !Files.isDirectory(folder)) {
        throw RunFailed.because(
            Failure.InvalidConfiguration,
            "there is no folder " + folder + " to take migrations from");
      }
    }
    if (jars == null) {
      jars = Jars.of(source);
      // Where libraries of a migration in Java look for their own services.
      Thread.currentThread().setContextClassLoader(jars.classLoader());
    }
    var locations = new ArrayList<>(source.locations().all());
    if (!source.locations().nameClasspath() && jars.holdMigrations()) {
      locations.add(Jars.DEFAULT_LOCATION);
    }
    var configuration =
        told(Flyway.configure(jars.classLoader()))
            .dataSource(session == null ? null : session.shared())
            .connectRetries(0)
            .locations(locations.toArray(String[]::new))
            .failOnMissingLocations(true)
            .placeholders(source.placeholders())
            .table(source.table())
            .schemas(source.schemas().toArray(String[]::new));
    // Its default keeps a transaction open, and CREATE INDEX CONCURRENTLY waits for that for ever.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  /** With a callback of ours beside those of the source. */
  static Flyway load(FluentConfiguration configuration, Callback ours) {
    var flyway = configuration.load();
    // Any class in db/callback makes Flyway forget the callbacks that it was given before.
    var told = (ClassicConfiguration) flyway.getConfiguration();
    var all = Stream.concat(Stream.of(told.getCallbacks()), Stream.of(ours));
    told.setCallbacks(all.toArray(Callback[]::new));
    return flyway;
  }

  /** The files of the source. */
  static ResourceProvider files(Configuration configuration) {
    return configuration.getResourceProvider() != null
        ? configuration.getResourceProvider()
        : new Scanner<>(JavaMigration.class, configuration, configuration.getLocations());
  }

  private FluentConfiguration told(FluentConfiguration configuration) {
    if (source.settings().isEmpty()) {
      return configuration;
    }
    try {
      configuration.configuration(source.settings());
      // Which Flyway otherwise reads no earlier than in the middle of a run.
      configuration.getIgnoreMigrationPatterns();
      return configuration;
    } catch (FlywayException e) {
      throw RunFailed.because(
          Failure.InvalidConfiguration,
          "a setting of Flyway is wrong: " + source.redaction().apply(e.getMessage()));
    }
  }

  private static boolean wildcard(Path folder) {
    return folder.toString().matches(".*[*?].*");
  }
}

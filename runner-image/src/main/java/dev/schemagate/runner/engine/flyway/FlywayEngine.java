package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Engine;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Flyway's own library, kept to one session and to what a run must not do. */
public final class FlywayEngine implements Engine {
  /** What Flyway adds a table's hash to: the letters of its name as a number. */
  private static final long FLYWAY = 0x466C_7977_6179L;

  private final FlywaySource source;
  private final Interruption interruption;

  public FlywayEngine(FlywaySource source, Console console, Interruption interruption) {
    this.source = source;
    this.interruption = interruption;
    LogFactory.setFallbackLogCreator(type -> new FlywayLog(console, source.redaction()));
  }

  @Override
  public String name() {
    return "flyway";
  }

  /**
   * Flyway's own key. Advisory locks of a session nest, so Flyway takes it again within ours, and
   * whoever else runs Flyway on this history, an application at its start for example, waits too.
   */
  @Override
  public long lockKey(Session session) {
    var schema = source.schemas().isEmpty() ? session.schema() : source.schemas().getFirst();
    if (schema == null) {
      throw RunFailed.because(
          Failure.InvalidConfiguration,
          "no schema of the session's search_path exists: name one (schemas)");
    }
    return FLYWAY + ("\"" + schema + "\".\"flyway_schema_history\"").hashCode();
  }

  @Override
  public Plan plan(Session session, Target target, Policy policy) {
    return guarded(() -> history(session).plan(target));
  }

  @Override
  public Plan stamp(Session session, Target target) {
    throw RunFailed.because(Failure.InternalError, "not there yet");
  }

  @Override
  public List<Migration> migrations(Session session) {
    throw RunFailed.because(Failure.InternalError, "not there yet");
  }

  @Override
  public State state(Session session) {
    return guarded(() -> history(session).state());
  }

  @Override
  public State prove(Session fresh, Plan plan) {
    return guarded(() -> history(fresh).prove(plan));
  }

  @Override
  public void run(Session session, Plan plan, Progress progress) {
    var configuration = configure(session).callbacks(new ScriptProgress(progress));
    if (plan.target() != null) {
      // Flyway refuses a target that the source lacks, and head is the source's newest.
      configuration.target(MigrationVersion.fromVersion(plan.target()));
    }
    guarded(() -> configuration.load().migrate());
  }

  private History history(Session session) {
    return new History(configure(session).load().info().all(), source);
  }

  private FluentConfiguration configure(Session session) {
    if (!Files.isDirectory(source.location())) {
      throw RunFailed.because(
          Failure.InvalidConfiguration,
          "there is no folder " + source.location() + " to take migrations from");
    }
    var configuration =
        Flyway.configure()
            .dataSource(session.shared())
            .connectRetries(0)
            .locations("filesystem:" + source.location())
            .failOnMissingLocations(true)
            .placeholders(source.placeholders())
            .schemas(source.schemas().toArray(String[]::new));
    // Its default keeps a transaction open, and CREATE INDEX CONCURRENTLY waits for that for ever.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FlywayException e) {
      throw new FlywayFailure(source, interruption.requested()).of(e);
    }
  }
}

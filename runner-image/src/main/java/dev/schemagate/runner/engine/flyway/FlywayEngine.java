package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Engine;
import dev.schemagate.runner.engine.Migration;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Policy;
import dev.schemagate.runner.engine.Progress;
import dev.schemagate.runner.engine.Repaired;
import dev.schemagate.runner.engine.State;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.logging.LogFactory;

/** Flyway's own library, kept to one session and to what a run must not do. */
public final class FlywayEngine implements Engine {
  /** What Flyway adds a table's hash to: the letters of its name as a number. */
  private static final long FLYWAY = 0x466C_7977_6179L;

  private final FlywaySource source;
  private final FlywayConfiguration configuration;
  private final Console console;
  private final Interruption interruption;
  private final Thread warmUp;

  public FlywayEngine(FlywaySource source, Console console, Interruption interruption) {
    this.source = source;
    this.configuration = new FlywayConfiguration(source);
    this.console = console;
    this.interruption = interruption;
    this.warmUp = Thread.ofPlatform().daemon().name("warm-up").unstarted(new WarmUp(source));
    LogFactory.setFallbackLogCreator(type -> new FlywayLog(console, source.redaction()));
  }

  @Override
  public String name() {
    return "flyway";
  }

  @Override
  public void warmUp() {
    warmUp.start();
  }

  /**
   * Flyway's own key. Advisory locks of a session nest, so Flyway takes it again within ours, and
   * whoever else runs Flyway on this history, an application at its start for example, waits too.
   */
  @Override
  public long lockKey(Session session) {
    var schema = source.historySchema(session.schema());
    if (schema == null) {
      throw RunFailed.because(
          Failure.InvalidConfiguration,
          "no schema of the session's search_path exists: name one (schemas)");
    }
    return FLYWAY + ("\"" + schema + "\".\"" + source.table() + "\"").hashCode();
  }

  @Override
  public Plan plan(Session session, Target target, Policy policy) {
    new Naming(source).check();
    var plan = guarded(() -> new Planner(configured(session), source).plan(target, policy));
    new ScriptCheck(source, console).of(plan);
    return plan;
  }

  @Override
  public Plan stamp(Session session, Target target) {
    return guarded(() -> new Stamp(configured(session), source).plan(target));
  }

  @Override
  public List<Migration> migrations(Session session) {
    var configured = configured(session);
    return guarded(
        () -> new MigrationList(History.read(configured), UndoScripts.of(configured)).list());
  }

  @Override
  public State state(Session session) {
    return guarded(() -> History.read(configured(session)).state());
  }

  @Override
  public State prove(Session fresh, Plan plan) {
    return guarded(() -> new Proof(History.read(configured(fresh)), source).of(plan));
  }

  @Override
  public void run(Session session, Plan plan, Progress progress) {
    if (!plan.steps().isEmpty()) {
      HistoryRights.check(session, source);
    }
    guarded(
        () -> {
          switch (plan.kind()) {
            case Migrate -> migrate(session, plan, progress);
            case Downgrade -> rewrite(session, plan, progress);
            case Stamp -> {
              if (begins(session, plan)) {
                begin(session, plan.steps().getFirst().revision(), progress);
              } else if (!plan.steps().isEmpty()) {
                rewrite(session, plan, progress);
                progress.stamped(plan.target());
              }
            }
          }
          return null;
        });
  }

  private void migrate(Session session, Plan plan, Progress progress) {
    if (Target.BASE.equals(plan.target())) {
      return; // Flyway would still run repeatable migrations.
    }
    if (!plan.steps().isEmpty() && plan.steps().getFirst() instanceof Step.Stamp(var revision, _)) {
      begin(session, revision, progress);
    }
    var flyway = on(session);
    if (plan.target() != null) {
      // Flyway refuses a target that the source lacks, and head is the source's newest.
      flyway.target(MigrationVersion.fromVersion(plan.target()));
    }
    FlywayConfiguration.load(flyway, new ScriptProgress(progress)).migrate();
    progress.committed();
  }

  @Override
  public List<Repaired> repair(Session session) {
    return guarded(() -> Repair.of(on(session).load().repair()));
  }

  private boolean begins(Session session, Plan plan) {
    return !plan.steps().isEmpty() && !History.read(configured(session)).exists();
  }

  /** Begins a history at a revision. */
  private void begin(Session session, String revision, Progress progress) {
    configuration
        .on(session)
        .baselineVersion(revision)
        .baselineDescription(Stamp.DESCRIPTION)
        .load()
        .baseline();
    progress.stamped(revision);
  }

  private void rewrite(Session session, Plan plan, Progress progress) {
    new Rewrite(configured(session), progress, this::failure).run(plan.steps());
  }

  private FluentConfiguration on(Session session) {
    try {
      // Two threads that initialise the same classes may wait for each other.
      warmUp.join();
    } catch (InterruptedException e) {
      interruption.check();
    }
    return configuration.on(session);
  }

  private Configuration configured(Session session) {
    return on(session).load().getConfiguration();
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FlywayException e) {
      throw failure(e);
    } catch (Error e) {
      // A migration in Java may lack a class, or say assert.
      if (JavaTrace.within(e).isEmpty()) {
        throw e;
      }
      throw failure(new FlywayException(e));
    }
  }

  private RunFailed failure(FlywayException e) {
    JavaTrace.within(e).ifPresent(trace -> console.trace(source.redaction().apply(trace.text())));
    return new FlywayFailure(source, interruption.requested()).of(e);
  }
}

package dev.schemagate.operator;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.operator.act.Actor;
import dev.schemagate.operator.observe.Informers;
import dev.schemagate.operator.observe.Observer;
import dev.schemagate.operator.observe.Siblings;
import dev.schemagate.operator.plan.Planner;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Observe, plan, act. The only class that knows the framework's reconcile loop. */
@ControllerConfiguration(name = "databasemigration", fieldManager = "schemagate")
@GradualRetry(maxAttempts = -1, initialInterval = 500, intervalMultiplier = 2, maxInterval = 60_000)
final class DatabaseMigrationReconciler implements Reconciler<DatabaseMigration> {

  /** The change that made a status patch fail is on its way to the cache. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(200);

  private final Planner planner;
  private final Actor actor;
  private final Clock clock;
  private Observer observer;

  DatabaseMigrationReconciler(Planner planner, Actor actor, Clock clock) {
    this.planner = planner;
    this.actor = actor;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, DatabaseMigration>> prepareEventSources(
      EventSourceContext<DatabaseMigration> context) {
    var informers = Informers.of(context);
    observer =
        new Observer(informers, new Siblings(context.getClient()), context.getPrimaryCache()::get);
    return informers.all();
  }

  @Override
  public UpdateControl<DatabaseMigration> reconcile(
      DatabaseMigration migration, Context<DatabaseMigration> context) {
    var plan = planner.plan(migration, observer.observe(migration), clock.instant());
    try {
      actor.carryOut(plan, migration, context);
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT ->
            UpdateControl.<DatabaseMigration>noUpdate().rescheduleAfter(AFTER_CONFLICT);
        case HttpURLConnection.HTTP_NOT_FOUND -> UpdateControl.noUpdate(); // deleted meanwhile
        default -> throw e;
      };
    }
    return plan.recheck()
        .map(wait -> UpdateControl.<DatabaseMigration>noUpdate().rescheduleAfter(wait))
        .orElseGet(UpdateControl::noUpdate);
  }
}

package dev.schemagate.operator.act;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.operator.plan.Plan;
import dev.schemagate.operator.plan.Told;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Carries a plan out, in the order that makes dying in between harmless. */
public final class Actor {

  private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

  private final Jobs jobs;
  private final Gates gates;
  private final Events events;
  private final Meters meters;

  /**
   * @param instance which operator pod acts, for events
   */
  public Actor(KubernetesClient client, MeterRegistry registry, Clock clock, String instance) {
    this.meters = new Meters(registry, clock);
    this.jobs = new Jobs(client);
    this.gates = new Gates(client, meters::opened);
    this.events = new Events(client, clock, instance);
  }

  /**
   * The status first: it names the Job, and shows no answer about an older spec as current. Each
   * step may be repeated.
   */
  public void carryOut(Plan plan, DatabaseMigration migration, Context<DatabaseMigration> context) {
    var current = migration;
    if (!plan.status().equals(migration.getStatus())) {
      current = Statuses.write(migration, plan.status(), context);
      meters.written(migration.getStatus(), plan.status());
    }
    plan.discard().forEach(job -> jobs.delete(migration.getMetadata().getNamespace(), job));
    if (plan.start().isPresent()) {
      start(plan.start().get(), current, context);
    }
    gates.open(plan.open());
    plan.tell().forEach(told -> tell(migration, told));
  }

  /** To whoever watches the resource, and to whoever reads the log. */
  private void tell(DatabaseMigration migration, Told told) {
    if (told instanceof Told.OfMigration(var warning, var reason, var message)) {
      LOG.atLevel(warning ? Level.WARN : Level.INFO)
          .setMessage(message)
          .addKeyValue("reason", reason)
          .log();
    }
    events.tell(migration, told);
  }

  /** Refused is not failed: it is said, and tried again. */
  private void start(
      Plan.Start start, DatabaseMigration current, Context<DatabaseMigration> context) {
    try {
      jobs.create(start.job());
    } catch (KubernetesClientException e) {
      var rejected = start.rejected().apply(message(e));
      if (!rejected.equals(current.getStatus())) {
        Statuses.write(current, rejected, context);
      }
      throw e;
    }
  }

  private static String message(KubernetesClientException e) {
    return e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
  }
}

package dev.schemagate.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several replicas acts: the one that holds the lease.
 *
 * <p>The framework's own election polls every two seconds, and can't release the lease on SIGTERM
 * without blocking the JVM's end. Here the leader renews every {@link #RETRY}, and a standby
 * watches the lease, so that it leads as soon as that is released.
 */
final class Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final String LEASE = "schemagate";

  /** How long a leader that was killed keeps others out. */
  private static final Duration DURATION = Duration.ofSeconds(30);

  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(25);

  /** One GET and one PATCH each time: at most 12 requests a minute. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** With the version that was read: a lease that somebody else has taken meanwhile is theirs. */
  private static final String NOBODY =
      """
      {"metadata":{"resourceVersion":"%s"},"spec":{"holderIdentity":null}}\
      """;

  private final KubernetesClient client;
  private final String namespace;
  private final LeaderElector elector;
  private final Clock clock;
  private final String identity;
  private volatile boolean ending;
  private volatile CompletableFuture<?> election;

  /**
   * @param lead called once, when this replica leads
   * @param lost called when the lease could not be renewed, or leading could not begin: another
   *     replica may lead, so this one must end at once
   */
  Leadership(KubernetesClient client, Config config, Clock clock, Runnable lead, Runnable lost) {
    this.client = client;
    this.namespace = config.namespace();
    this.identity = config.podName();
    this.clock = clock;
    this.elector =
        new LeaderElector(
            client,
            new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new LeaseLock(namespace, LEASE, identity))
                .withLeaseDuration(DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY)
                .withLeaderCallbacks(
                    new LeaderCallbacks(() -> begin(lead, lost), () -> stopped(lost), leader -> {}))
                .build(),
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
  }

  /** Waits until it is this replica's turn, and leads from then on. */
  void take() {
    var lease = lease();
    if (isHeld(lease)) {
      LOG.atInfo().setMessage("standing by: another replica leads").log();
    }
    while (isHeld(lease)) {
      awaitChange(lease);
      lease = lease();
    }
    election = elector.start();
  }

  /**
   * Lets a standby lead at once. For the end of the process: nothing here runs after it.
   *
   * <p>The elector's own release leaves the holder's name, since its patch drops what is null, and
   * a standby would wait out the second that it writes instead.
   */
  void release() {
    ending = true;
    if (election != null) {
      election.cancel(true);
    }
    var lease = lease();
    if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
      client
          .resource(lease)
          .patch(MERGE, NOBODY.formatted(lease.getMetadata().getResourceVersion()));
    }
  }

  /** Nobody sees an exception here: a leader that can't begin must not keep the lease. */
  private void begin(Runnable lead, Runnable lost) {
    try {
      lead.run();
    } catch (RuntimeException e) {
      LOG.atError().setMessage("the leader can't begin").setCause(e).log();
      release();
      lost.run();
    }
  }

  private void stopped(Runnable lost) {
    if (!ending) {
      lost.run();
    }
  }

  /** Until somebody writes the lease, or it runs out. */
  private void awaitChange(Lease held) {
    var version = held.getMetadata().getResourceVersion();
    var left = Math.max(1, Duration.between(clock.instant(), expiry(held)).toMillis());
    try {
      client
          .leases()
          .inNamespace(namespace)
          .withName(LEASE)
          .waitUntilCondition(
              lease -> lease == null || !version.equals(lease.getMetadata().getResourceVersion()),
              left,
              TimeUnit.MILLISECONDS);
    } catch (KubernetesClientTimeoutException e) {
      // not renewed: its holder is gone
    }
  }

  private Lease lease() {
    return client.leases().inNamespace(namespace).withName(LEASE).get();
  }

  private boolean isHeld(Lease lease) {
    return lease != null
        && lease.getSpec() != null
        && lease.getSpec().getRenewTime() != null
        && lease.getSpec().getHolderIdentity() != null
        && !lease.getSpec().getHolderIdentity().isEmpty()
        && !lease.getSpec().getHolderIdentity().equals(identity)
        && expiry(lease).isAfter(clock.instant());
  }

  /** By the lease's own duration, which the next release may have changed. */
  private static Instant expiry(Lease lease) {
    var duration = lease.getSpec().getLeaseDurationSeconds();
    return lease.getSpec().getRenewTime().toInstant().plusSeconds(duration == null ? 0 : duration);
  }
}

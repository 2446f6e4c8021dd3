package dev.schemagate.bench;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * When each moment was first seen in a namespace: by the watches of one client and the clock of one
 * JVM, so that both sides of a comparison are seen alike.
 */
final class Sightings implements AutoCloseable {

  /** What can be seen of a migration, a Job (by the Job's name) or a pod. */
  enum Moment {
    ANSWERED,
    READY,
    CREATED,
    TERMINATED,
    COMPLETE,
    RUNNING
  }

  private record Sighting(Moment moment, String name) {}

  private static final int LIMIT_SECONDS = 120;

  private final Map<Sighting, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
  private final List<Watch> watches;

  Sightings(KubernetesClient client, String namespace) {
    watches =
        List.of(
            client
                .resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .watch(noting(Sightings::moments)),
            client.batch().v1().jobs().inNamespace(namespace).watch(noting(Sightings::moments)),
            client.pods().inNamespace(namespace).watch(noting(Sightings::moments)));
  }

  private <T extends HasMetadata> Watcher<T> noting(Function<T, List<Sighting>> moments) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        var now = System.nanoTime();
        moments.apply(object).forEach(sighting -> future(sighting).complete(now));
      }

      @Override
      public void onClose(WatcherException cause) {
        // who waits for a moment that nobody sees any more gives up in time
      }
    };
  }

  private static List<Sighting> moments(DatabaseMigration migration) {
    var name = migration.getMetadata().getName();
    if (migration.getStatus() == null) {
      return List.of();
    }
    var ready =
        Optional.of(migration.getStatus())
            .flatMap(DatabaseMigrationStatus::ready)
            .filter(condition -> condition.status().equals("True"));
    return ready.isPresent()
        ? List.of(new Sighting(Moment.ANSWERED, name), new Sighting(Moment.READY, name))
        : List.of(new Sighting(Moment.ANSWERED, name));
  }

  private static List<Sighting> moments(Job job) {
    var name = job.getMetadata().getName();
    var complete =
        job.getStatus() != null
            && job.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Complete") && c.getStatus().equals("True"));
    return complete
        ? List.of(new Sighting(Moment.CREATED, name), new Sighting(Moment.COMPLETE, name))
        : List.of(new Sighting(Moment.CREATED, name));
  }

  private static List<Sighting> moments(Pod pod) {
    var labels = pod.getMetadata().getLabels();
    var name = labels.getOrDefault("batch.kubernetes.io/job-name", pod.getMetadata().getName());
    if (state(pod, ContainerState::getTerminated)) {
      return List.of(new Sighting(Moment.TERMINATED, name));
    }
    return state(pod, ContainerState::getRunning)
        ? List.of(new Sighting(Moment.RUNNING, name))
        : List.of();
  }

  private static boolean state(Pod pod, Function<ContainerState, ?> which) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .anyMatch(state -> state != null && which.apply(state) != null);
  }

  private CompletableFuture<Long> future(Sighting sighting) {
    return seen.computeIfAbsent(sighting, _ -> new CompletableFuture<>());
  }

  /** Waits for it if need be; the time is {@link System#nanoTime}'s. */
  long of(Moment moment, String name) throws IOException, InterruptedException {
    try {
      return future(new Sighting(moment, name)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "%s was not seen to be %s within %d s".formatted(name, moment, LIMIT_SECONDS), e);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}

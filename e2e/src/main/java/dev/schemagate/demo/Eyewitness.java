package dev.schemagate.demo;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tells each change of the resource and of the application's pods once, as it is seen. */
final class Eyewitness implements AutoCloseable {

  private final Steps steps;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final List<Watch> watches;

  Eyewitness(KubernetesClient client, Steps steps) {
    this.steps = steps;
    watches =
        List.of(
            client
                .resources(DatabaseMigration.class)
                .inNamespace(Shop.NAMESPACE)
                .watch(telling("dbm", Eyewitness::describe)),
            client
                .pods()
                .inNamespace(Shop.NAMESPACE)
                .withLabel("app", "orders")
                .watch(telling("pod", Eyewitness::describe)));
  }

  private <T extends HasMetadata> Watcher<T> telling(String kind, Function<T, String> words) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        var name = kind + "/" + object.getMetadata().getName();
        var now = action == Action.DELETED ? "gone" : words.apply(object);
        if (!now.isEmpty() && !now.equals(last.put(name, now))) {
          steps.say("%-28s %s".formatted(name, now));
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        // only the telling ends: what the demo waits for, it asks for
      }
    };
  }

  private static String describe(DatabaseMigration migration) {
    var status = migration.getStatus();
    return status == null
        ? ""
        : status
            .ready()
            .map(
                ready ->
                    "Ready=%s %s: %s%s"
                        .formatted(
                            ready.status(), ready.reason(), ready.message(), revision(status)))
            .orElse("");
  }

  private static String revision(DatabaseMigrationStatus status) {
    return status.revision() == null ? "" : " [revision " + status.revision() + "]";
  }

  private static String describe(Pod pod) {
    var version = pod.getSpec().getContainers().getFirst().getImage().replaceAll(".*:", "");
    return "version " + version + " " + state(pod);
  }

  private static String state(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "Terminating";
    }
    return pod.getSpec().getSchedulingGates().isEmpty()
        ? pod.getStatus().getPhase()
        : "SchedulingGated";
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}

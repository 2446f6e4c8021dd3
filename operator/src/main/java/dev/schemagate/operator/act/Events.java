package dev.schemagate.operator.act;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.operator.plan.Told;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each event once: its name is the hash of what it says, and 409 means told already. */
final class Events {

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The API's limit for an event's note, in characters. */
  private static final int MAX_NOTE = 1024;

  private static final int REMEMBERED = 10_000;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /** Spares the request; after a restart the 409 does the same. */
  private final Set<String> told =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * @param instance which operator pod says it
   */
  Events(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  void tell(DatabaseMigration migration, Told told) {
    switch (told) {
      case Told.OfMigration(var warning, var reason, var message) -> {
        var about = reference(migration).withUid(migration.getMetadata().getUid()).build();
        var generation = migration.getMetadata().getGeneration();
        tell(about, generation, warning ? "Warning" : "Normal", "Migrate", reason, message);
      }
      case Told.OfPod(var pod, var message) -> {
        var about =
            new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
        tell(about, 0L, "Normal", "Schedule", "WaitingForSchema", message);
      }
    }
  }

  private static ObjectReferenceBuilder reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName());
  }

  private void tell(
      ObjectReference about,
      Long generation,
      String type,
      String action,
      String reason,
      String message) {
    var hash = Integer.toHexString(Objects.hash(about.getUid(), generation, reason, message));
    var name = about.getName() + "." + hash;
    if (!told.add(about.getUid() + "/" + name)) {
      return;
    }
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(about.getNamespace())
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(clock.instant())))
            .withReportingController("schemagate.dev/operator")
            .withReportingInstance(instance)
            .withAction(action)
            .withReason(reason)
            .withType(type)
            .withNote(message.length() <= MAX_NOTE ? message : message.substring(0, MAX_NOTE))
            .withRegarding(about)
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        // an event is a courtesy: the conditions say the same
        LOG.atWarn().setMessage("event not written").addKeyValue("event", name).setCause(e).log();
      }
    }
  }
}

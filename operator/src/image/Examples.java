import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The objects of the training. */
final class Examples {
  static final String IMAGE =
      "{\"image\": {\"reference\": \"ghcr.io/acme/orders:2\", \"path\": \"/app/db/migration\"}}";
  static final String CONFIG_MAP = "{\"configMap\": {\"name\": \"migrations\"}}";

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Examples() {}

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static JsonObject lease(String holder, Instant renewed) {
    return new JsonObject(
        """
        {"metadata": {"name": "schemagate"},
         "spec": {"holderIdentity": "%s", "leaseDurationSeconds": 30, "leaseTransitions": 1,
                  "acquireTime": "%s", "renewTime": "%s"}}
        """
            .formatted(holder, MICROS.format(renewed), MICROS.format(renewed)));
  }

  static JsonObject migration(String name, String source) {
    return new JsonObject(
        """
        {"metadata": {"name": "%s"},
         "spec": {"database": {"secretName": "database"}, "flyway": {"source": %s}}}
        """
            .formatted(name, source));
  }

  static JsonObject configMap() {
    return new JsonObject(
        """
        {"metadata": {"name": "migrations"}, "data": {"V1__users.sql": "CREATE TABLE users ()"}}
        """);
  }

  /** A Deployment's pod that waits. */
  static JsonObject gated(String name, String requires) {
    return new JsonObject(
        """
        {"metadata": {
           "name": "%s",
           "labels": {"schemagate.dev/gated": "true", "pod-template-hash": "7f9"},
           "annotations": {"schemagate.dev/requires": "%s"},
           "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "orders-7f9",
                                "uid": "a-replica-set", "controller": true}]},
         "spec": {"containers": [{"name": "app", "image": "ghcr.io/acme/web:1"}],
                  "schedulingGates": [{"name": "schemagate.dev/schema"}]},
         "status": {"phase": "Pending"}}
        """
            .formatted(name, requires));
  }

  static JsonObject waiting() {
    return container(
        "Pending",
        "{\"waiting\": {\"reason\": \"CreateContainerConfigError\", \"message\": \"secret"
            + " \\\"database\\\" not found\"}}");
  }

  static JsonObject running() {
    return container("Running", "{\"running\": {\"startedAt\": \"%s\"}}".formatted(now()));
  }

  static JsonObject succeeded() {
    return terminated(
        "Succeeded",
        0,
        """
        {"engine": "flyway", "outcome": "Applied", "revision": "2", "head": "2", "target": "2",
         "applied": ["2", "1"], "appliedCount": 2, "pending": 0}
        """);
  }

  static JsonObject failed() {
    return terminated(
        "Failed",
        65,
        """
        {"engine": "flyway", "outcome": "Failed", "applied": [], "appliedCount": 0, "pending": 1,
         "error": {"reason": "MigrationFailed", "revision": "1", "file": "V1__users.sql",
                   "line": 1, "sqlState": "42601", "message": "syntax error"}}
        """);
  }

  private static JsonObject terminated(String phase, int exitCode, String report) {
    return container(
        phase,
        new JsonObject()
            .put(
                "terminated",
                new JsonObject()
                    .put("exitCode", exitCode)
                    .put("reason", exitCode == 0 ? "Completed" : "Error")
                    .put("finishedAt", now())
                    .put("message", report))
            .encode());
  }

  private static JsonObject container(String phase, String state) {
    return new JsonObject(
        """
        {"status": {"phase": "%s", "containerStatuses": [
           {"name": "migrate", "image": "runner", "imageID": "", "ready": false, "restartCount": 0,
            "state": %s}]}}
        """
            .formatted(phase, state));
  }

  static JsonObject ended(boolean failed) {
    return new JsonObject(
        """
        {"status": {"conditions": [
           {"type": "%s", "status": "True", "lastTransitionTime": "%s"}]}}
        """
            .formatted(failed ? "Failed" : "Complete", now()));
  }
}

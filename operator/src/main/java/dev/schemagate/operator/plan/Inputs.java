package dev.schemagate.operator.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.schemagate.api.DatabaseAheadPolicy;
import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import dev.schemagate.api.DowngradePolicy;
import dev.schemagate.api.RunStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Everything that decides a run, as one hash: the same inputs are never run twice. */
public sealed interface Inputs {

  /**
   * @param hash of the spec, the content of a referenced ConfigMap, and the resource's uid: a
   *     resource that was deleted and made again is another one
   * @param job the name of the Job that runs them
   */
  record Known(String hash, String job) implements Inputs {}

  /** The ConfigMap of the source does not exist. */
  record Missing(String configMap) implements Inputs {}

  /** The same on every JVM and for every order of keys; absent fields leave no trace. */
  ObjectMapper CANONICAL =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
          .build();

  /**
   * @param contentDigest of the referenced ConfigMap; empty for other sources
   */
  static Known of(DatabaseMigration migration, String contentDigest) {
    ObjectNode spec = CANONICAL.valueToTree(migration.getSpec());
    spec.remove("suspend"); // decides when a run starts, not what it does
    // resources are older than these fields: an upgrade of the CRD is no reason to run them again
    removeDefault(spec, "downgrade", DowngradePolicy.Forbid);
    removeDefault(spec, "databaseAhead", DatabaseAheadPolicy.Accept);
    try {
      var canonical = CANONICAL.writeValueAsString(CANONICAL.treeToValue(spec, Object.class));
      var hash = digest(migration.getMetadata().getUid(), canonical, contentDigest);
      return new Known(hash, job(migration, hash));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec that was read can't be written", e);
    }
  }

  private static void removeDefault(ObjectNode spec, String field, Enum<?> byDefault) {
    if (spec.path(field).asText().equals(byDefault.name())) {
      spec.remove(field);
    }
  }

  /**
   * The Job that the status names already, or a new one that follows it: inputs that come back
   * after others are run again, since the database is no longer where their first run left it. The
   * status is written before the Job is created, so a restart finds the same name.
   */
  private static String job(DatabaseMigration migration, String hash) {
    var last = Optional.ofNullable(migration.getStatus()).map(DatabaseMigrationStatus::run);
    return last.filter(run -> hash.equals(run.inputs()))
        .map(RunStatus::job)
        .orElseGet(
            () ->
                migration.getMetadata().getName()
                    + "-"
                    + digest(hash, last.map(RunStatus::job).orElse("")));
  }

  private static String digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

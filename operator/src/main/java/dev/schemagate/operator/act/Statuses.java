package dev.schemagate.operator.act;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;

/** Writes the status of a resource, the whole of it: a field that is not sent is removed. */
final class Statuses {

  private Statuses() {}

  /**
   * With the resource version that the plan was made from: a uid protects nothing on a status, so a
   * resource that was deleted and made again would get its namesake's. The answer goes into the
   * cache, where the next plan reads which run is recorded.
   *
   * @return the resource as it is then
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when the resource
   *     has changed since
   */
  static DatabaseMigration write(
      DatabaseMigration migration,
      DatabaseMigrationStatus status,
      Context<DatabaseMigration> context) {
    var fresh = new DatabaseMigration();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(migration.getMetadata().getName())
            .withNamespace(migration.getMetadata().getNamespace())
            .withResourceVersion(migration.getMetadata().getResourceVersion())
            .build());
    fresh.setStatus(status);
    return PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(migration, fresh, context);
  }
}

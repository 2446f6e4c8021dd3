package dev.schemagate.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps of each ConfigMap the digest of its content alone: the operator sees all ConfigMaps of its
 * namespaces, and must not hold them.
 */
public final class ConfigMapDigest extends BasicItemStore<ConfigMap> {

  private static final String DIGEST = "schemagate.dev/digest";

  public ConfigMapDigest() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public ConfigMap put(String key, ConfigMap configMap) {
    return super.put(key, trim(configMap));
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  /** Of a ConfigMap out of this store. */
  static String of(ConfigMap stored) {
    return stored.getMetadata().getAnnotations().get(DIGEST);
  }

  private static ConfigMap trim(ConfigMap full) {
    var meta = full.getMetadata();
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(meta.getName())
        .withNamespace(meta.getNamespace())
        .withUid(meta.getUid())
        .withResourceVersion(meta.getResourceVersion())
        .addToAnnotations(DIGEST, digest(full))
        .endMetadata()
        .build();
  }

  private static String digest(ConfigMap configMap) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      update(sha, configMap.getData());
      update(sha, configMap.getBinaryData());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void update(MessageDigest sha, Map<String, String> entries) {
    new TreeMap<>(entries == null ? Map.of() : entries)
        .forEach(
            (key, value) -> {
              sha.update(key.getBytes(StandardCharsets.UTF_8));
              sha.update((byte) 0);
              sha.update(value.getBytes(StandardCharsets.UTF_8));
              sha.update((byte) 0);
            });
    sha.update((byte) 1); // data and binaryData with the same entries are not the same
  }
}

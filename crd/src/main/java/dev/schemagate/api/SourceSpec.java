package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the migrations are. */
@ValidationRule(
    value =
        "[has(self.image), has(self.configMap), has(self.persistentVolumeClaim)].filter(s,"
            + " s).size() == 1",
    message = "exactly one of image, configMap and persistentVolumeClaim must be set")
public record SourceSpec(
    @JsonPropertyDescription(
            "An image that carries the migrations, usually the application's own. Its tag should"
                + " never move: a run is made again when the reference changes, not when the tag"
                + " does.")
        ImageSource image,
    @JsonPropertyDescription(
            "A ConfigMap of the same namespace, one migration a key. When its content changes, the"
                + " migrations run again.")
        ConfigMapSource configMap,
    @JsonPropertyDescription(
            "A volume claim of the same namespace. A change of its content is not seen: set"
                + " spec.rerun.")
        PersistentVolumeClaimSource persistentVolumeClaim) {}

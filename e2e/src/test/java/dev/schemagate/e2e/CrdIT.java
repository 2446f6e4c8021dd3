package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server takes and what it refuses, by the files in <code>crd/</code>. The first line
 * of an invalid one is what the person who wrote it gets to read.
 */
@ExtendWith(ControlPlaneExtension.class)
class CrdIT {

  private static final Path FILES = Path.of("src/test/resources/crd");
  private static final String REFUSED = "# refused: ";

  private static KubernetesClient client;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    Chart.install(plane);
    client = plane.client();
  }

  static Stream<String> valid() throws IOException {
    return files("valid-");
  }

  static Stream<String> invalid() throws IOException {
    return files("invalid-");
  }

  private static Stream<String> files(String prefix) throws IOException {
    try (var files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void valid(String file) throws IOException {
    assertThat(create(read(file)).getMetadata().getUid()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource
  void invalid(String file) throws IOException {
    var text = read(file);
    assertThat(text).startsWith(REFUSED);

    assertThatThrownBy(() -> create(text))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(text.lines().findFirst().orElseThrow().substring(REFUSED.length()));
  }

  @Test
  void whatIsLeftOutHasADefault() throws IOException {
    assertThat(spec(read("valid-minimal.yaml")))
        .containsOnlyKeys("target", "database", "flyway", "downgrade", "databaseAhead", "suspend")
        .containsEntry("target", "head")
        .containsEntry("downgrade", "Forbid")
        .containsEntry("databaseAhead", "Accept")
        .containsEntry("suspend", false);
    assertThat(spec(read("valid-minimal.yaml") + "  timeouts: {}\n"))
        .containsEntry("timeouts", Map.of("queue", "10m", "lock", "5s", "statement", "0"));
  }

  @ParameterizedTest
  @MethodSource
  void migrationsLieInTheRootUnlessSaid(String source) throws IOException {
    var text =
        read("valid-minimal.yaml").replace("configMap: {name: orders-migrations}", source + "}");

    assertThat(spec(text).toString()).containsPattern("path=/[,}]");
  }

  static Stream<String> migrationsLieInTheRootUnlessSaid() {
    return Stream.of(
        "image: {reference: \"acme/orders:1\"", "persistentVolumeClaim: {claimName: o");
  }

  private static String read(String file) throws IOException {
    return Files.readString(FILES.resolve(file));
  }

  private static Map<String, Object> spec(String yaml) {
    return create(yaml).get("spec");
  }

  /** As kubectl does, which asks for strictness; nothing is stored. */
  private static GenericKubernetesResource create(String yaml) {
    return client
        .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
        .inNamespace("default")
        .dryRun()
        .fieldValidation(Validation.STRICT)
        .create();
  }
}

package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What there is to copy: an API server takes it as it stands. */
@ExtendWith(ControlPlaneExtension.class)
class DocsIT {

  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  private static KubernetesClient client;
  private static PodsAtTheGate pods;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    client = plane.client();
    Chart.install(plane);
    pods = PodsAtTheGate.in(client);
    pods.awaitGate();
  }

  static Stream<String> everyBlock() throws IOException {
    try (var docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(file -> BLOCK.matcher(read(file)).results())
          .map(block -> block.group(1))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void everyBlock(String yaml) {
    if (yaml.contains("kind:")) {
      Chart.objects(yaml, GenericKubernetesResource.class).forEach(DocsIT::dryRun);
    } else {
      podTemplate(Serialization.unmarshal(yaml, PodTemplateSpec.class));
    }
  }

  /** What is said of a pod template alone, put into a pod. */
  private static void podTemplate(PodTemplateSpec template) {
    var pod =
        pods.create(
            new PodBuilder()
                .withMetadata(template.getMetadata())
                .withSpec(template.getSpec())
                .editMetadata()
                .withName("orders")
                .endMetadata()
                .editSpec()
                .addNewContainer()
                .withName("orders")
                .withImage("acme/orders:1")
                .endContainer()
                .endSpec());
    assertThat(pod.getMetadata().getAnnotations())
        .isEqualTo(template.getMetadata().getAnnotations());
    assertThat(pod.getMetadata().getLabels()).isEqualTo(template.getMetadata().getLabels());
    assertThat(pod.getSpec().getSchedulingGates())
        .isEqualTo(template.getSpec().getSchedulingGates());
  }

  static Stream<Path> everyExample() throws IOException {
    try (var files = Files.walk(ROOT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("compose.yaml")) // no objects; the runner's tests run it
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void everyExample(Path file) {
    assertThat(Chart.objects(read(file), GenericKubernetesResource.class))
        .isNotEmpty()
        .allSatisfy(DocsIT::dryRun);
  }

  private static void dryRun(GenericKubernetesResource object) {
    client
        .resource(object)
        .inNamespace(pods.namespace())
        .dryRun()
        .fieldValidation(Validation.STRICT)
        .create();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

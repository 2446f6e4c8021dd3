package dev.schemagate.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.DatabaseMigration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each resource becomes: <code>in-*.yaml</code> to <code>out-*.yaml</code>. Run with <code>
 * GOLDEN_WRITE=true</code> in the environment to take over a change that is meant.
 */
class MigrationJobTest {

  private static final Path GOLDEN = Path.of("src/test/resources/plan");

  @ParameterizedTest
  @ValueSource(strings = {"image", "configmap", "everything"})
  void becomesTheJob(String example) throws IOException {
    var migration =
        Serialization.unmarshal(
            Files.readString(GOLDEN.resolve("in-" + example + ".yaml")), DatabaseMigration.class);
    var jobs = new MigrationJob("ghcr.io/schemagate/runner:1", "IfNotPresent");

    var job = Serialization.asYaml(jobs.of(migration, Inputs.of(migration, "content")));

    var golden = GOLDEN.resolve("out-" + example + ".yaml");
    if ("true".equals(System.getenv("GOLDEN_WRITE"))) {
      Files.writeString(golden, job);
    }
    assertThat(job).isEqualTo(Files.readString(golden));
  }
}

package dev.schemagate.operator.plan;

import static dev.schemagate.operator.plan.Examples.migration;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {

  private static final String BASE =
      "flyway: {source: {configMap: {name: sql}}, placeholders: {a: x, b: y}}";

  private static String hash(String spec) {
    return Inputs.of(migration(spec), "content").hash();
  }

  @Test
  void staysTheSameForTheSameSpec() {
    assertThat(hash(BASE)).isEqualTo(hash(BASE));
    assertThat(hash(BASE))
        .as("whatever the order of the keys")
        .isEqualTo(hash("flyway: {placeholders: {b: y, a: x}, source: {configMap: {name: sql}}}"));
    assertThat(hash("downgrade: Forbid\ndatabaseAhead: Accept\n" + BASE))
        .as("as a newer CRD completes it")
        .isEqualTo(hash(BASE));
    assertThat(hash("suspend: true\n" + BASE)).as("suspended").isEqualTo(hash(BASE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rerun: again",
        "timeouts: {lock: 1s}",
        "downgrade: Allow",
        "adopt: {revision: head}",
        "databaseAhead: Block",
        "runner: {serviceAccountName: migrator}",
      })
  void differsForAnythingThatDecidesTheRun(String addition) {
    assertThat(hash(addition + "\n" + BASE)).isNotEqualTo(hash(BASE));
  }

  @Test
  void differsForOtherContentAndForAResourceMadeAnew() {
    var migration = migration(BASE);
    var one = Inputs.of(migration, "content").hash();

    assertThat(Inputs.of(migration, "other content").hash()).isNotEqualTo(one);
    migration.getMetadata().setUid("another");
    assertThat(Inputs.of(migration, "content").hash()).isNotEqualTo(one);
  }

  @Test
  void leavesRoomForTheLongestNameOfAPod() {
    var migration = migration(BASE);
    migration.getMetadata().setName("o".repeat(52));

    assertThat(Inputs.of(migration, "").job()).hasSizeLessThanOrEqualTo(63);
  }
}

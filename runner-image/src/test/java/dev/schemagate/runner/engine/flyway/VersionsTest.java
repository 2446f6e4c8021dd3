package dev.schemagate.runner.engine.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "'', 1, the source has no versioned migration",
    "'7', 1, the source has 7",
    "'1 2 8', 99, the source has 1 ... 8",
    "'10 9 1.1', 9.5, the source has 1.1 ... 10; next to it are 9 and 10",
  })
  void namesWhatIsThere(String versions, String missing, String words) {
    var all =
        Arrays.stream(versions.split(" "))
            .filter(version -> !version.isEmpty())
            .map(MigrationVersion::fromVersion)
            .toList();
    assertThat(new Versions(all).nearest(MigrationVersion.fromVersion(missing))).isEqualTo(words);
  }
}

package dev.schemagate.runner.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private final Cadence cadence = new Cadence();

  @Test
  void speaksLessAndLessOfWhatStaysTheSame() {
    assertThat(IntStream.range(0, 300).filter(second -> cadence.due(sight("1", second))).boxed())
        .containsExactly(10, 30, 70, 130, 190, 250);
  }

  @Test
  void tellsNewsAtOnce() {
    assertThat(cadence.due(sight("1", 2, 7))).as("too early").isFalse();
    assertThat(cadence.due(sight("1", 4, 7))).isTrue();
    assertThat(cadence.due(sight("1", 5, 7))).as("known").isFalse();
    assertThat(cadence.due(sight("1", 6, 8))).as("another blocker").isTrue();
    assertThat(cadence.due(sight("1", 7))).as("no blocker any more").isFalse();
    assertThat(cadence.due(sight("1", 8, 8))).as("the last that was named").isFalse();
  }

  @Test
  void beginsAnewWithEachStatement() {
    assertThat(cadence.due(sight("1", 200, 7))).isTrue();
    assertThat(cadence.due(sight("2", 1, 7))).isFalse();
    assertThat(cadence.due(sight("2", 3, 7))).isTrue();
    assertThat(cadence.due(sight("3", 10))).isTrue();
  }

  private static Sight sight(String statement, int seconds, Integer... blockers) {
    return new Sight(
        statement,
        "SELECT 'secret'",
        Duration.ofSeconds(seconds),
        "IO/DataFileRead",
        null,
        List.of(blockers).stream()
            .map(pid -> new Backend(pid, "psql", "10.0.0.7", "client backend", "t", "idle", "t"))
            .toList());
  }
}

package dev.schemagate.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about Flyway's settings says of each what becomes of it. */
class FlywayDocsTest {
  static Iterable<String> keys() {
    return FlywayKey.ALL.keySet();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void saysWhatBecomesOfIt(String key) throws IOException {
    var section =
        switch (FlywayKey.ALL.get(key)) {
          case FlywayKey.Url url -> "Ours by another name";
          case FlywayKey.Ours ours -> "Ours by another name";
          case FlywayKey.Passed passed -> "Flyway is told";
          case FlywayKey.WithoutEffect without -> "Without effect";
          case FlywayKey.Refused refused -> "Refused";
          case FlywayKey.Paid paid -> "Of the paid edition";
        };
    var page = Files.readString(Path.of("..", "docs", "flyway.md"));
    var text = page.split("\n### " + section + "\n")[1].split("\n##")[0];
    assertThat(text).contains("`" + key + (key.endsWith(".") ? "*" : "") + "`");
  }
}

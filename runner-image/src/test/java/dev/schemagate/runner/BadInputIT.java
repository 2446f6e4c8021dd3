package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong: the right exit code, words that say what to change, and no secret in them. */
class BadInputIT {
  private static final String SECRET = "s3cret";

  @TempDir Path folder;

  static Stream<BadInput> settings() throws Exception {
    return BadInput.all("bad-input.txt");
  }

  static Stream<BadInput> scripts() throws Exception {
    return BadInput.all("bad-scripts.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"settings", "scripts"})
  @Timeout(60)
  void isAnsweredInClearWords(BadInput input) throws Exception {
    var result = input.migrate(folder, TestDatabase.create());
    var said = result.exitCode() + " " + result.out() + result.err();
    assertThat(said + Files.readString(folder.resolve("report")))
        .doesNotContain(SECRET)
        .doesNotContain("\tat ")
        .doesNotContainPattern("[a-z](Exception|Error)\\b")
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n\t]]");
    assertThat(result.exitCode()).as(said).isEqualTo(input.exitCode());
    var error = result.report().error();
    assertThat(error == null ? "-" : error.reason().name()).as(said).isEqualTo(input.reason());
    assertThat(error == null ? result.err() : error.inWords()).contains(input.words(folder));
  }
}

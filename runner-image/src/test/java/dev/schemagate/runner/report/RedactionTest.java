package dev.schemagate.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private final Redaction redaction = Redaction.of(List.of("a", "p@$$", "p@$$word", "", "42"));

  @Test
  void hidesSecretsAsWholeWords() {
    assertThat(redaction.apply("a table at 42, not 142: 'p@$$word' or p@$$"))
        .isEqualTo("*** table at ***, not 142: '***' or ***");
  }

  @Test
  void hidesConnectionUrls() {
    assertThat(redaction.apply("no postgresql://u:x@h/d \"jdbc:postgresql://h/d?password=x\""))
        .isEqualTo("no *** \"***\"");
  }

  @Test
  void leavesTheRestAlone() {
    assertThat(Redaction.of(List.of()).apply("as it is")).isEqualTo("as it is");
    assertThat(redaction.apply(null)).isNull();
  }
}

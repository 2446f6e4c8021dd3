package dev.schemagate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.operator.plan.Reason;
import dev.schemagate.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The README's tables say what the code says. Run with <code>GOLDEN_WRITE=true</code> in the
 * environment to write the one of the reasons.
 */
class DocsTest {

  private static final Path README = Path.of("../README.md");
  private static final String BEGIN = "<!-- reasons:begin -->\n";
  private static final String END = "<!-- reasons:end -->\n";

  @Test
  void everyReasonIsInTheReadme() throws IOException {
    var table =
        Arrays.stream(Reason.values())
            .map(reason -> "| `%s` | %s |\n".formatted(reason, reason.words().replace("|", "\\|")))
            .collect(
                Collectors.joining(
                    "", "| reason | what it means, and what to do |\n|---|---|\n", ""));
    var text = Files.readString(README);
    var begin = text.indexOf(BEGIN) + BEGIN.length();
    var end = text.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);

    if ("true".equals(System.getenv("GOLDEN_WRITE"))) {
      Files.writeString(README, text.substring(0, begin) + table + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(table);
    }
  }

  @Test
  void everyExitCodeIsInTheReadme() throws IOException {
    var rows =
        Files.readString(README)
            .transform(text -> text.substring(text.indexOf("### Exit codes of a run")))
            .lines()
            .dropWhile(line -> !line.startsWith("| 0 "))
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> List.of(line.split(" *[|] *")))
            .toList();

    assertThat(rows)
        .extracting(row -> row.get(1))
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values()).map(code -> Integer.toString(code.code())).toList());
    assertThat(rows)
        .filteredOn(row -> row.get(3).equals("fails at once"))
        .extracting(row -> row.get(1))
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values())
                .filter(ExitCode::permanent)
                .map(code -> Integer.toString(code.code()))
                .toList());
  }
}

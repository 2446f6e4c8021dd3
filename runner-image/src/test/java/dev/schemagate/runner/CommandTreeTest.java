package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.runner.report.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTreeTest {
  @Test
  void listsItsVerbs() {
    assertThat(output("--help")).contains("migrate", "completion", "--version");
    assertThat(output("--version")).startsWith("schemagate ");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void explainsEachFlagAndItsVariable(Setting setting) {
    var help = output("migrate", "--help").replaceAll("\\s+", " ");
    if (setting.label() == null) {
      assertThat(help).doesNotContain(setting.flag() + "=");
    } else {
      assertThat(help).contains(setting.flag() + "=" + setting.label(), setting.variable());
    }
  }

  @Test
  void takesNoPasswordOnTheCommandLine() {
    assertThat(output("migrate", "--help")).doesNotContain("--password");
  }

  @Test
  void completesItsVerbsAndFlags() {
    assertThat(output("completion")).contains("migrate", "--queue-timeout");
  }

  private static String output(String... arguments) {
    var console = new Console(new PrintStream(PrintStream.nullOutputStream()), System.err, false);
    var out = new StringWriter();
    var code =
        CommandTree.of(new Migrate(Map.of(), console))
            .setOut(new PrintWriter(out))
            .execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }
}

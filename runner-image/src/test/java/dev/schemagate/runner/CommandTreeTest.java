package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.verb.Verb;
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
    assertThat(output("--help"))
        .contains("migrate", "plan", "status", "history", "check", "stamp", "wait", "new")
        .contains("completion", "--version");
    assertThat(output("--version")).startsWith("schemagate ");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void explainsEachFlagAndItsVariable(Setting setting) {
    for (var verb : Verb.ALL) {
      var help = output(verb.name(), "--help").replaceAll("\\s+", " ");
      if (setting.label() != null && verb.settings().contains(setting)) {
        var value = setting.label().isEmpty() ? " " : "=" + setting.label();
        assertThat(help).contains(setting.flag() + value, setting.variable());
      } else {
        assertThat(help).doesNotContain(setting.flag() + "=", " " + setting.flag() + " ");
      }
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
    var code = CommandTree.of(Map.of(), console).setOut(new PrintWriter(out)).execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }
}

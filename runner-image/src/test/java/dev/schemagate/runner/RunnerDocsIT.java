package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each command of docs/runner.md, in order, and compares what it prints. With <code>
 * GOLDEN_WRITE=true</code> the page is written anew.
 */
class RunnerDocsIT {
  private static final Path PAGE = Path.of("../docs/runner.md");
  private static final Path SCRIPTS = Path.of("../examples/compose/sql");
  private static final String FENCE = "```";

  @TempDir Path folder;
  private Runner runner;
  private TestDatabase database;
  private int exitCode;

  @Test
  void printsWhatThePageSays() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
    try (var scripts = Files.list(SCRIPTS)) {
      for (var script : scripts.toList()) {
        runner.script(script.getFileName().toString(), Files.readString(script));
      }
    }
    var page = Files.readAllLines(PAGE);
    var ran = run(page);
    if ("true".equals(System.getenv("GOLDEN_WRITE"))) {
      Files.write(PAGE, ran);
      return;
    }
    assertThat(narrow(ran)).isEqualTo(narrow(page));
  }

  /** The page with what each command prints below it. */
  private List<String> run(List<String> page) throws IOException {
    var ran = new ArrayList<String>();
    var console = false;
    for (var line : page) {
      console = line.startsWith(FENCE) ? line.equals(FENCE + "console") : console;
      if (!console || line.startsWith(FENCE)) {
        ran.add(line);
      } else if (line.startsWith("$ ")) {
        ran.add(line);
        ran.addAll(run(line.substring(2)));
      }
    }
    return ran;
  }

  private List<String> run(String command) {
    if (command.equals("echo $?")) {
      return List.of(Integer.toString(exitCode));
    }
    var words = command.split(" ");
    assertThat(words[0]).isEqualTo("schemagate");
    var result = runner.call(List.of(words).subList(1, words.length).toArray(String[]::new));
    exitCode = result.exitCode();
    return steady(result.out() + result.err()).lines().toList();
  }

  /** A column is as wide as the longest time in it. */
  private static List<String> narrow(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(" {3,}", "   ")).toList();
  }

  /** Without what differs from run to run. */
  private String steady(String output) {
    return output
        .replace(folder.resolve("sql").toString(), "sql")
        .replace("127.0.0.1:" + database.port() + "/" + database.name(), "db:5432/orders")
        .replaceAll("PostgreSQL [0-9.]+", "PostgreSQL 18.1")
        .replace("as postgres", "as orders")
        .replaceAll("(?<=   )postgres(?=   )", "orders  ")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "2026-11-21T09:00:00Z")
        .replaceAll("in [0-9]+ ms", "in 4 ms")
        .replaceAll(" +[0-9]+ ms(?=  )", "   4 ms");
  }
}

package dev.schemagate.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.RunReport;
import dev.schemagate.runner.report.Console;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command line against a test's database, as a Job or a shell calls it. */
record Runner(Path folder, Map<String, String> environment) {

  /** What a run left behind. */
  record Result(int exitCode, String out, String err, RunReport report) {}

  static Runner of(Path folder, TestDatabase database) {
    try {
      Files.createDirectories(folder.resolve("sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var environment =
        Map.of(
            "SCHEMAGATE_HOST", "127.0.0.1",
            "SCHEMAGATE_PORT", Integer.toString(database.port()),
            "SCHEMAGATE_DATABASE", database.name(),
            "SCHEMAGATE_USER", "postgres",
            "SCHEMAGATE_LOCATION", folder.resolve("sql").toString(),
            "SCHEMAGATE_TERMINATION_LOG", folder.resolve("report").toString());
    return new Runner(folder, environment);
  }

  /** With one more variable; an empty value counts as unset. */
  Runner with(String variable, String value) {
    var more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Runner(folder, more);
  }

  Runner script(String name, String sql) {
    write(folder.resolve("sql").resolve(name), sql);
    return this;
  }

  /** Writes migrations V1 to Vn, each of which makes a table of that number. */
  Runner tables(int... numbers) {
    for (var number : numbers) {
      script("V" + number + "__table_" + number + ".sql", "CREATE TABLE t" + number + " (id int);");
    }
    return this;
  }

  Result migrate(String... flags) {
    return call(withVerb(flags));
  }

  /** Any verb with its flags and operands. */
  Result call(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console = new Console(stream(out), stream(err), false);
    var exitCode = Main.execute(environment, console, arguments);
    return new Result(exitCode, text(out), text(err), report());
  }

  /** Runs, and looks for no report. */
  int exitCodeAlone() {
    var nowhere = stream(new ByteArrayOutputStream());
    return Main.execute(environment, new Console(nowhere, nowhere, false), withVerb());
  }

  /** Starts a process of its own, which tests may kill. */
  Process start(String... flags) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        Stream.concat(
            Stream.of(
                java,
                // As the image has it: many of these may start at once.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()),
            Arrays.stream(withVerb(flags)));
    var builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(output()).start();
  }

  File output() {
    return folder.resolve("output").toFile();
  }

  /** Null when there is none. */
  RunReport report() {
    if (Files.notExists(folder.resolve("report"))) {
      return null;
    }
    try {
      return new ObjectMapper().readValue(folder.resolve("report").toFile(), RunReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] withVerb(String... flags) {
    return Stream.concat(Stream.of("migrate"), List.of(flags).stream()).toArray(String[]::new);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains the image's AOT cache in its build: one run against a real PostgreSQL that applies
 * migrations and then fails, so that the cache knows the good way and the bad one.
 *
 * <p>Arguments: a folder to write into, where <code>schemagate.aot</code> comes to be, and the
 * folder of the image's files.
 */
class Training {
  public static void main(String[] arguments) throws Exception {
    var work = Path.of(arguments[0]);
    var image = Path.of(arguments[1]);
    try (var postgres = EmbeddedPostgres.builder().setOverrideWorkingDirectory(work.toFile()).start()) {
      var cache = work.resolve("schemagate.aot");
      expect(65, run(image, postgres.getPort(), "-XX:AOTCacheOutput=" + cache));
      // The cache must be good: with AOTMode=on a run fails that can't use it. Nothing is left to do here.
      expect(0, run(image, postgres.getPort(), "-XX:AOTCache=" + cache, "-XX:AOTMode=on", "--target", "2"));
    }
  }

  private static int run(Path image, int port, String... more) throws Exception {
    var flags = Arrays.stream(more).filter(word -> word.startsWith("-X")).toList();
    var words = Arrays.stream(more).filter(word -> !word.startsWith("-X")).toList();
    var command = new ArrayList<String>();
    command.add(image.resolve("java/bin/java").toString());
    command.addAll(flags);
    command.add("@" + image.resolve("options"));
    command.addAll(List.of("-jar", image.resolve("app/runner-image.jar").toString(), "migrate"));
    command.addAll(words);
    var process = new ProcessBuilder(command).inheritIO();
    process
        .environment()
        .putAll(
            Map.of(
                "SCHEMAGATE_HOST", "localhost",
                "SCHEMAGATE_PORT", Integer.toString(port),
                "SCHEMAGATE_DATABASE", "postgres",
                "SCHEMAGATE_USER", "postgres",
                "PGPASSWORD", "postgres",
                "SCHEMAGATE_LOCATION", "/training/sql",
                "SCHEMAGATE_PLACEHOLDERS", "{\"table\":\"orders\"}",
                "SCHEMAGATE_TERMINATION_LOG", "/tmp/training/report"));
    return process.start().waitFor();
  }

  private static void expect(int expected, int exitCode) {
    if (exitCode != expected) {
      throw new IllegalStateException("exit code " + exitCode + " instead of " + expected);
    }
  }
}

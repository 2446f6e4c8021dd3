import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains the image's AOT cache in its build: a run against a real PostgreSQL, by password and with
 * flags, that finds a migration applied, applies another and proves it. That is nearly all that any
 * verb loads.
 *
 * <p>Arguments: a folder to write into, where <code>schemagate.aot</code> comes to be, and the
 * folder of the image's files.
 */
class Training {
  private static final String PASSWORD = "training";

  /** Without profiles: the second compiler is off, and to replay them takes a tenth of a run. */
  private static final List<String> PLAIN_CACHE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  public static void main(String[] arguments) throws Exception {
    var work = Path.of(arguments[0]);
    var image = Path.of(arguments[1]);
    try (var postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(work.toFile())
            .setDataDirectoryCustomizer(Training::wantPasswords)
            .start()) {
      create(postgres);
      var port = postgres.getPort();
      var cache = work.resolve("schemagate.aot");
      expect(0, run(image, port, List.of(), "migrate", "--target", "1"));
      var train = new ArrayList<>(PLAIN_CACHE);
      train.add("-XX:AOTCacheOutput=" + cache);
      expect(0, run(image, port, train, "migrate", "--target", "2"));
      // The cache must be good: with AOTMode=on a run fails that can't use it.
      var use = List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
      expect(0, run(image, port, use, "wait", "--revision", "2"));
      expect(65, run(image, port, use, "migrate"));
    }
  }

  /** Of the role that trains: real databases ask for one, and its proof is a lot of code. */
  private static void wantPasswords(File data) {
    try {
      var file = data.toPath().resolve("pg_hba.conf");
      var rule = "host all training all scram-sha-256\n";
      // The first rule that fits is the one.
      Files.writeString(file, rule + Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(EmbeddedPostgres postgres) throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE training LOGIN PASSWORD '" + PASSWORD + "'");
      statement.execute("CREATE DATABASE training OWNER training");
    }
  }

  private static int run(Path image, int port, List<String> flags, String... words)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(image.resolve("java/bin/java").toString());
    command.addAll(flags);
    command.add("@" + image.resolve("options"));
    command.addAll(List.of("-jar", image.resolve("app/runner-image.jar").toString()));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).inheritIO();
    process
        .environment()
        .putAll(
            Map.of(
                "SCHEMAGATE_HOST", "localhost",
                "SCHEMAGATE_PORT", Integer.toString(port),
                "SCHEMAGATE_DATABASE", "training",
                "SCHEMAGATE_USER", "training",
                "PGPASSWORD", PASSWORD,
                "SCHEMAGATE_LOCATION", "/training/sql",
                "SCHEMAGATE_PLACEHOLDERS", "{\"table\":\"orders\"}",
                "SCHEMAGATE_TERMINATION_LOG", "/tmp/training/report",
                "TERM", "xterm"));
    return process.start().waitFor();
  }

  private static void expect(int expected, int exitCode) {
    if (exitCode != expected) {
      throw new IllegalStateException("exit code " + exitCode + " instead of " + expected);
    }
  }
}

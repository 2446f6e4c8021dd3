package dev.schemagate.runner;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL of a test's own, which comes back with its data at the same port. */
final class RestartableServer implements AutoCloseable {
  /** How a server goes, as <code>pg_ctl -m</code> calls it. */
  enum Shutdown {
    /** Ends sessions and tells their clients. */
    FAST("INT"),
    /** As a crash: the next start recovers from the log. */
    IMMEDIATE("QUIT");

    private final String signal;

    Shutdown(String signal) {
      this.signal = signal;
    }
  }

  private final Path data;
  private EmbeddedPostgres postgres;

  RestartableServer(Path data) throws IOException {
    this.data = data;
    this.postgres = builder().start();
  }

  void stop(Shutdown shutdown) throws IOException, InterruptedException {
    var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
    new ProcessBuilder("kill", "-" + shutdown.signal, pid).start().waitFor();
    while (Files.exists(data.resolve("postmaster.pid"))) {
      Thread.sleep(10);
    }
  }

  void start() throws IOException {
    var port = postgres.getPort();
    postgres.close();
    postgres = builder().setPort(port).start();
  }

  TestDatabase create(String name) throws Exception {
    new TestDatabase("postgres", postgres.getPort()).execute("CREATE DATABASE " + name);
    return new TestDatabase(name, postgres.getPort());
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        // The library turns it off: a crash would lose what PostgreSQL said it had committed.
        .setServerConfig("synchronous_commit", "on")
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

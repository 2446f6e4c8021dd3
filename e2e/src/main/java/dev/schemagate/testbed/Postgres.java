package dev.schemagate.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A PostgreSQL on this host that pods reach too; it is gone with this JVM, whatever ends it. */
public final class Postgres implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Keeper keeper;
  private final EmbeddedPostgres server;

  private Postgres(Keeper keeper, EmbeddedPostgres server) {
    this.keeper = keeper;
    this.server = server;
  }

  /** Starts an empty server on a free port. */
  public static Postgres start() throws IOException {
    Requirements.needBash();
    var keeper = Keeper.ofProcesses();
    try {
      return new Postgres(keeper, start(keeper));
    } catch (IOException | RuntimeException e) {
      keeper.close();
      throw e;
    }
  }

  private static EmbeddedPostgres start(Keeper keeper) throws IOException {
    var data = keeper.folder().resolve("postgres");
    // Said before it starts. QUIT is PostgreSQL's own word for ending at once: it frees shared
    // memory, which KILL leaves behind.
    keeper.atEnd(
        """
        server=$(head -n 1 '%s') && kill -QUIT "$server" && \
        for attempt in $(seq 100); do kill -0 "$server" || break; sleep 0.1; done\
        """
            .formatted(data.resolve("postmaster.pid")));
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(
            Files.createDirectories(Cache.root().resolve("postgres")).toFile())
        .setDataDirectory(data)
        .setDataDirectoryCustomizer(Postgres::admitPods)
        .setServerConfig("listen_addresses", "*")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "300")
        .setPGStartupWait(LIMIT)
        // The keeper ends it.
        .setRegisterShutdownHook(false)
        .start();
  }

  /** By password, from private networks only: clusters have their pods there. */
  private static void admitPods(File data) {
    var lines =
        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").stream()
            .map(network -> "host all all " + network + " scram-sha-256")
            .toList();
    try {
      Files.write(Path.of(data.getPath(), "pg_hba.conf"), lines, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database and the role that owns it, with a password of its own. */
  public Database create(String database, String owner) throws SQLException {
    var password = UUID.randomUUID().toString();
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE %s LOGIN PASSWORD '%s'"
              .formatted(statement.enquoteIdentifier(owner, true), password));
      statement.execute(
          "CREATE DATABASE %s OWNER %s"
              .formatted(
                  statement.enquoteIdentifier(database, true),
                  statement.enquoteIdentifier(owner, true)));
    }
    return new Database(port(), database, owner, password);
  }

  /** As superuser. */
  public Connection connect(String database) throws SQLException {
    return server.getDatabase("postgres", database).getConnection();
  }

  Path folder() {
    return keeper.folder();
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    keeper.close();
  }
}

package dev.schemagate.bench;

import dev.schemagate.testbed.Database;
import dev.schemagate.testbed.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Databases that ask for a password, as real ones do. */
final class LocalServer {

  /** No name, whose lookup would be in the figures. */
  static final String HOST = "127.0.0.1";

  private static final String ROLES = "bench-";

  private final Postgres postgres;
  private int databases;

  private LocalServer(Postgres postgres) {
    this.postgres = postgres;
  }

  static LocalServer of(Postgres postgres) throws IOException, SQLException {
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement()) {
      Path file;
      try (var row = statement.executeQuery("SHOW hba_file")) {
        row.next();
        file = Path.of(row.getString(1));
      }
      var rule = "host all \"/^%s\" %s/32 scram-sha-256\n".formatted(ROLES, HOST);
      // the first rule that fits is the one
      Files.writeString(file, rule + Files.readString(file));
      statement.execute("SELECT pg_reload_conf()");
    }
    return new LocalServer(postgres);
  }

  /** An empty database with an owner of its own. */
  Database create() throws SQLException {
    var name = ROLES + "local-" + System.nanoTime() + "-" + databases++;
    return postgres.create(name, name);
  }
}

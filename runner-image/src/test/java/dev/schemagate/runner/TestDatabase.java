package dev.schemagate.runner;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own for each test, on one real PostgreSQL for all of them. */
record TestDatabase(String name, int port) {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Started once; ends with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        var data = Files.createTempDirectory("postgres");
        var postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", "off")
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, data)));
        return postgres;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The library would delete hundreds of databases for longer than a test's JVM may take. */
    private static void end(EmbeddedPostgres postgres, Path data) {
      try {
        postgres.close();
        new ProcessBuilder("rm", "-rf", data.toString()).inheritIO().start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static TestDatabase create() throws SQLException {
    var database = new TestDatabase("test" + NUMBER.incrementAndGet(), Server.POSTGRES.getPort());
    new TestDatabase("postgres", database.port).execute("CREATE DATABASE " + database.name);
    return database;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "postgres");
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Executes in another database of the same server. */
  void server(String sql) throws SQLException {
    new TestDatabase("postgres", port).execute(sql);
  }

  /** The first column of all rows, as text. */
  List<String> column(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  /** Waits until the query has a row; gives up when the test's time is over. */
  String await(String sql) throws SQLException, InterruptedException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      while (true) {
        try (var row = statement.executeQuery(sql)) {
          if (row.next()) {
            return row.getString(1);
          }
        }
        Thread.sleep(10);
      }
    }
  }

  String value(String sql) throws SQLException {
    return column(sql).getFirst();
  }
}

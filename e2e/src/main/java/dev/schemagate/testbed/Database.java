package dev.schemagate.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How to reach one database of the test bed, from this host or, by its address, from pods. */
public record Database(int port, String name, String user, String password) {
  public String jdbcUrl(String host) {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }

  /** From this host, as the owner. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("localhost"), user, password);
  }

  /** Without the password, which has no business in a log. */
  @Override
  public String toString() {
    return user + "@" + name + ":" + port;
  }
}

package dev.schemagate.bench;

import org.flywaydb.core.Flyway;

/** What the runner is measured beside: Flyway as its documentation shows it, and nothing else. */
public final class PlainFlyway {

  private PlainFlyway() {}

  /** Arguments: JDBC URL, user, password, folder of the migrations. */
  public static void main(String[] arguments) {
    Flyway.configure()
        .dataSource(arguments[0], arguments[1], arguments[2])
        .locations("filesystem:" + arguments[3])
        .load()
        .migrate();
  }
}

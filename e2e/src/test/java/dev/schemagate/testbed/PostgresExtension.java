package dev.schemagate.testbed;

import java.io.IOException;

/** Injects the {@link Postgres} of this JVM. */
public final class PostgresExtension extends SharedExtension<Postgres> {
  public PostgresExtension() {
    super(Postgres.class);
  }

  @Override
  Postgres start() throws IOException {
    return Postgres.start();
  }
}

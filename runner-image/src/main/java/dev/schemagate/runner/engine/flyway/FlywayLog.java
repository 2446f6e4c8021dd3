package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.Redaction;
import org.flywaydb.core.api.logging.Log;

/** Lets Flyway's warnings through; its other lines we say better, and some carry URLs. */
record FlywayLog(Console console, Redaction redaction) implements Log {
  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void notice(String message) {}

  @Override
  public void warn(String message) {
    console.warn(redaction.apply(message.lines().findFirst().orElse("")));
  }

  /** What Flyway logs as an error it throws as well. */
  @Override
  public void error(String message) {}

  @Override
  public void error(String message, Exception e) {}
}

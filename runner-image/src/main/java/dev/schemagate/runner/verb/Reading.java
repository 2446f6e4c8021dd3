package dev.schemagate.runner.verb;

import dev.schemagate.runner.engine.Engine;
import dev.schemagate.runner.engine.flyway.FlywayEngine;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.Session;
import dev.schemagate.runner.settings.Settings;
import java.util.function.BiFunction;

/** What the verbs have in common that only look: one session, no lock, nothing written. */
final class Reading {
  private Reading() {}

  static <T> T of(
      Invocation invocation, Settings settings, BiFunction<Engine, Session, T> question) {
    var never = new Interruption(() -> {});
    var engine = new FlywayEngine(settings.source(), invocation.console(), never);
    try (var session = Session.open(settings.connection())) {
      return question.apply(engine, session);
    }
  }
}

package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.report.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of no byte, which Flyway records as applied: what is written into them later is never run.
 * Not refused, since some empty a migration on purpose.
 */
record EmptyScripts(FlywaySource source, Console console) {
  void warn(Plan plan) {
    for (var step : plan.steps()) {
      if (step instanceof Step.Apply apply && isEmpty(apply.script())) {
        console.warn(apply.script() + " is empty and counts as applied after this run");
      }
    }
  }

  private boolean isEmpty(String script) {
    return source.locations().folders().stream()
        .map(folder -> folder.resolve(script))
        .anyMatch(EmptyScripts::isEmpty);
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

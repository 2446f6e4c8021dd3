package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.engine.Plan;
import dev.schemagate.runner.engine.Step;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks into the scripts of a plan for what Flyway would record as applied without running it. */
record ScriptCheck(FlywaySource source, Console console) {
  /** In bytes; what is larger is data, and costs more to read than it tells. */
  private static final long LARGEST = 8 << 20;

  void of(Plan plan) {
    for (var step : plan.steps()) {
      if (step instanceof Step.Apply apply) {
        source.locations().folders().stream()
            .map(folder -> folder.resolve(apply.script()))
            .filter(Files::isRegularFile)
            .findFirst()
            .ifPresent(file -> check(apply, file));
      }
    }
  }

  private void check(Step.Apply apply, Path file) {
    try {
      var size = Files.size(file);
      if (size == 0) {
        // Not refused, since some empty a migration on purpose.
        console.warn(apply.script() + " is empty and counts as applied after this run");
      } else if (size <= LARGEST) {
        OpenEnd.in(new String(Files.readAllBytes(file), charset()))
            .ifPresent(open -> refuse(apply, open));
      }
    } catch (IOException e) {
      // What can't be read is for Flyway to say.
    }
  }

  private Charset charset() {
    return Charset.forName(source.settings().getOrDefault("flyway.encoding", "UTF-8"));
  }

  private static void refuse(Step.Apply apply, OpenEnd open) {
    throw new RunFailed(
        RunError.of(Failure.MigrationFailed, open.what())
            .in(apply.revision(), apply.script())
            .at(open.line(), null)
            .remedy("Nothing was run; correct the file and run again"),
        null);
  }
}

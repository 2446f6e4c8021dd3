package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.engine.Repaired;
import dev.schemagate.runner.engine.Repaired.How;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.api.output.RepairOutput;
import org.flywaydb.core.api.output.RepairResult;

/** What Flyway's repair did, in our words. */
final class Repair {
  private Repair() {}

  static List<Repaired> of(RepairResult result) {
    return Stream.of(
            result.migrationsRemoved.stream().map(as(How.Removed)),
            result.migrationsDeleted.stream().map(as(How.MarkedDeleted)),
            result.migrationsAligned.stream().map(as(How.Realigned)))
        .flatMap(rows -> rows)
        .toList();
  }

  private static Function<RepairOutput, Repaired> as(How how) {
    return row ->
        new Repaired(how, nullIfEmpty(row.version), row.description, nullIfEmpty(row.filepath));
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}

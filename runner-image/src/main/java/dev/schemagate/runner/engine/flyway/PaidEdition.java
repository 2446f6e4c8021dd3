package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.RunFailed;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.exception.FlywayUnknownMigrationTypeException;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;

/** What only Flyway's paid edition writes to a history: no command of the free one reads that. */
final class PaidEdition {
  private static final Pattern TYPE = Pattern.compile("'([A-Z_]+)'");

  private PaidEdition() {}

  static RunFailed undid(SchemaHistory table, FlywayUnknownMigrationTypeException e) {
    var type = TYPE.matcher(String.valueOf(e.getMessage()));
    var name = Optional.of(type).filter(found -> found.find()).map(found -> found.group(1));
    var what = name.map(found -> "rows of type " + found).orElse("rows of an unknown type");
    var error =
        RunError.of(
            Failure.ValidationFailed,
            "the history holds "
                + what
                + ", which Flyway's paid edition wrote and the free one"
                + " can't read");
    return new RunFailed(
        name.filter(found -> found.startsWith("UNDO_"))
            .map(
                found ->
                    error.remedy(
                        "Make them what a free undo writes: UPDATE "
                            + table
                            + " SET type = 'DELETE' WHERE type = '"
                            + found
                            + "'"))
            .orElse(error),
        e);
  }
}

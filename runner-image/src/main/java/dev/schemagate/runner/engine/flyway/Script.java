package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.postgres.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A migration's file, to find in it what the server ran: Flyway tells lines only, and not all. */
record Script(Path file) {

  /** The line where a statement begins, from 1; 0 when it is not there exactly once. */
  int lineOf(String statement) {
    var text = text();
    var at = statement.isEmpty() ? -1 : text.indexOf(statement);
    if (at < 0 || text.indexOf(statement, at + 1) >= 0) {
      return 0;
    }
    var begin = at + SqlError.leadingComments(statement);
    return 1 + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
  }

  /** Empty when it is not a file, or not in UTF-8. */
  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}

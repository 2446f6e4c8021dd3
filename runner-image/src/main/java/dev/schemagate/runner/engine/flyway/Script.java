package dev.schemagate.runner.engine.flyway;

import dev.schemagate.runner.postgres.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A migration's text, to find in it what the server ran: Flyway tells the line of a statement, and
 * has cut and filled in its text.
 *
 * @param placeholder how a placeholder begins
 */
record Script(String text, String placeholder) {
  private static final Pattern DO_BODY =
      Pattern.compile("(?i)DO\\b[^'$]*?(?<quote>\\$\\w*\\$)", Pattern.DOTALL);

  /**
   * A place in a file, both from 1.
   *
   * @param column 0 when it is not known for sure
   */
  record Place(int line, int column) {}

  /** Without a text when there is no such file, or it is not in UTF-8. */
  static Script read(String file) {
    try {
      return new Script(file == null ? "" : Files.readString(Path.of(file)), "${");
    } catch (IOException e) {
      return new Script("", "${");
    }
  }

  Script of(FlywaySource source) {
    return new Script(
        text, source.settings().getOrDefault("flyway.placeholderPrefix", placeholder));
  }

  /** The line where a statement begins, from 1; 0 when it is not there exactly once. */
  int lineOf(String statement) {
    var at = once(text, statement);
    return at < 0 ? 0 : 1 + lines(text, at + SqlError.leadingComments(statement));
  }

  /**
   * Where an error is in the file.
   *
   * @param statement its text, with the comments before it
   * @param firstLine the line of its first word, as Flyway counts it
   */
  Place place(SqlError error, String statement, int firstLine) {
    if (statement == null) {
      return new Place(firstLine, 0);
    }
    var start = SqlError.leadingComments(statement);
    var top = firstLine - lines(statement, start);
    if (error.position() > 0) {
      return place(statement, top, offset(statement, error.position()));
    }
    var body = DO_BODY.matcher(statement).region(start, statement.length());
    return error.doLine() > 0 && body.lookingAt()
        ? new Place(top + lines(statement, body.end()) + error.doLine() - 1, 0)
        : new Place(firstLine, 0);
  }

  private Place place(String statement, int top, int reached) {
    var from = statement.lastIndexOf('\n', reached - 1) + 1;
    var end = statement.indexOf('\n', reached);
    var line = statement.substring(from, end < 0 ? statement.length() : end).stripTrailing();
    var number = top + lines(statement, reached);
    var written = text.lines().skip(number - 1L).findFirst().orElse("");
    // Of a first line Flyway has cut off what stands before; a placeholder there may have any
    // width.
    var before =
        from == 0 && !written.contains(placeholder)
            ? once(written, line)
            : from > 0 && written.startsWith(line) ? 0 : -1;
    return new Place(
        number,
        before < 0
            ? 0
            : written.codePointCount(0, before) + statement.codePointCount(from, reached) + 1);
  }

  private static int offset(String statement, int position) {
    return statement.codePointCount(0, statement.length()) < position
        ? statement.length()
        : statement.offsetByCodePoints(0, position - 1);
  }

  /** Where a text has another one; -1 when it is not there exactly once. */
  private static int once(String text, String part) {
    var at = part.isEmpty() ? -1 : text.indexOf(part);
    return at < 0 || text.indexOf(part, at + 1) >= 0 ? -1 : at;
  }

  private static int lines(String text, int end) {
    return (int) text.substring(0, end).chars().filter(character -> character == '\n').count();
  }
}

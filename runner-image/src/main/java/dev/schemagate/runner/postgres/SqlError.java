package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.Redaction;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * What PostgreSQL said of a statement.
 *
 * @param sqlState five characters; empty when the driver gave none
 * @param message PostgreSQL's own first line
 * @param detail its DETAIL, or null
 * @param hint its HINT, or null
 * @param position where in the statement, in characters from 1; 0 when PostgreSQL does not say
 */
public record SqlError(String sqlState, String message, String detail, String hint, int position) {
  private static final Pattern LEADING_COMMENTS =
      Pattern.compile("(?:\\s|--[^\\n]*|/\\*(?:[^*]|\\*(?!/))*\\*/)*+");

  /** Someone asked for the statement to end: a signal, a time-out, an administrator. */
  public static final String QUERY_CANCELED = "57014";

  /** A statement waited for a lock for longer than lock_timeout. */
  public static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The innermost SQL error: libraries wrap it and give it other codes. */
  public static Optional<SqlError> within(Throwable failure) {
    SQLException innermost = null;
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        innermost = sql;
      }
    }
    return Optional.ofNullable(innermost).map(SqlError::of);
  }

  static SqlError of(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    var server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    return server == null
        ? new SqlError(state, String.valueOf(e.getMessage()), null, null, 0)
        : new SqlError(
            state,
            String.valueOf(server.getMessage()),
            server.getDetail(),
            server.getHint(),
            server.getPosition());
  }

  /** In one line, for what is not about a statement of a migration. */
  String inWords() {
    return RunError.of(null, message).sql(null, detail, hint).inWords();
  }

  /**
   * As part of a report.
   *
   * @param redaction what must not be seen of PostgreSQL's words
   */
  public RunError error(Failure reason, Redaction redaction) {
    return RunError.of(reason, redaction.apply(message))
        .sql(sqlState, redaction.apply(detail), redaction.apply(hint));
  }

  /**
   * The class of an error in the middle of a run.
   *
   * @param retriable whether the same statement may simply be run again: it was all rolled back
   */
  public Failure failure(boolean retriable) {
    if (sqlState.startsWith("08") || sqlState.startsWith("57P")) {
      return Failure.ConnectionLost;
    }
    return switch (sqlState) {
      case "42501" -> Failure.InsufficientPrivilege;
      case LOCK_NOT_AVAILABLE -> retriable ? Failure.LockTimeout : Failure.MigrationFailed;
      case "40001", "40P01" -> retriable ? Failure.Conflict : Failure.MigrationFailed;
      default -> Failure.MigrationFailed;
    };
  }

  /**
   * A place in a file, both from 1.
   *
   * @param column 0 when PostgreSQL does not point at a character
   */
  public record Place(int line, int column) {}

  /**
   * Where {@link #position} is in the file.
   *
   * @param statement its text, with the comments before it
   * @param firstLine the line of its first word, as Flyway counts it
   */
  public Place place(String statement, int firstLine) {
    if (statement == null || position < 1) {
      return new Place(firstLine, 0);
    }
    var skipped = lines(statement, leadingComments(statement));
    var reached =
        statement.codePointCount(0, statement.length()) < position
            ? statement.length()
            : statement.offsetByCodePoints(0, position - 1);
    var lines = lines(statement, reached);
    var lineStart = statement.lastIndexOf('\n', reached - 1) + 1;
    return new Place(
        firstLine - skipped + lines,
        // Flyway may have cut white space off before the first line.
        lines == 0 ? 0 : statement.codePointCount(lineStart, reached) + 1);
  }

  /** How many characters a statement has before its first word. */
  public static int leadingComments(String statement) {
    var lead = LEADING_COMMENTS.matcher(statement);
    return lead.lookingAt() ? lead.end() : 0;
  }

  private static int lines(String text, int end) {
    return (int) text.substring(0, end).chars().filter(character -> character == '\n').count();
  }
}

package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * What PostgreSQL said of a statement.
 *
 * @param sqlState five characters; empty when the driver gave none
 * @param words message, detail and hint in one line
 * @param position where in the statement, in characters from 1; 0 when PostgreSQL does not say
 */
public record SqlError(String sqlState, String words, int position) {
  private static final Pattern LEADING_COMMENTS =
      Pattern.compile("(?:\\s|--[^\\n]*|/\\*(?:[^*]|\\*(?!/))*\\*/)*+");

  /** Someone asked for the statement to end: a signal, a time-out, an administrator. */
  public static final String QUERY_CANCELED = "57014";

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
    if (server == null) {
      return new SqlError(state, String.valueOf(e.getMessage()), 0);
    }
    var words = new StringBuilder(String.valueOf(server.getMessage()));
    if (server.getDetail() != null) {
      words.append(". ").append(server.getDetail());
    }
    if (server.getHint() != null) {
      words.append(". Hint: ").append(server.getHint());
    }
    return new SqlError(state, words.toString().replace("..", "."), server.getPosition());
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
      case "55P03" -> retriable ? Failure.LockTimeout : Failure.MigrationFailed;
      case "40001", "40P01" -> retriable ? Failure.Conflict : Failure.MigrationFailed;
      default -> Failure.MigrationFailed;
    };
  }

  /**
   * The line of {@link #position}.
   *
   * @param statement its text, with the comments before it
   * @param firstLine the line of its first word, as Flyway counts it
   */
  public int line(String statement, int firstLine) {
    if (statement == null || position < 1) {
      return firstLine;
    }
    var lead = LEADING_COMMENTS.matcher(statement);
    var skipped = lead.lookingAt() ? lines(statement, lead.end()) : 0;
    var reached =
        statement.codePointCount(0, statement.length()) < position
            ? statement.length()
            : statement.offsetByCodePoints(0, position - 1);
    return firstLine - skipped + lines(statement, reached);
  }

  private static int lines(String text, int end) {
    return (int) text.substring(0, end).chars().filter(character -> character == '\n').count();
  }
}

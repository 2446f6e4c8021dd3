package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.Redaction;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/**
 * What PostgreSQL said of a statement.
 *
 * @param sqlState five characters; empty when the driver gave none
 * @param message PostgreSQL's own first line
 * @param detail its DETAIL, or null
 * @param hint its HINT, or null
 * @param position where in the statement, in characters from 1; 0 when PostgreSQL does not say
 * @param where the functions that it was in, innermost first, or null; may hold statements
 */
public record SqlError(
    String sqlState, String message, String detail, String hint, int position, String where) {
  private static final Pattern LEADING_COMMENTS =
      Pattern.compile("(?:\\s|--[^\\n]*|/\\*(?:[^*]|\\*(?!/))*\\*/)*+");

  private static final String DO = "inline_code_block";
  private static final Pattern FRAME =
      Pattern.compile(
          "^(?:PL/pgSQL function (?<name>.+) line (?<line>\\d+) at .*"
              + "|SQL function \"(?<sql>.+)\" statement (?<number>\\d+))$",
          Pattern.MULTILINE);

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
        ? new SqlError(state, String.valueOf(e.getMessage()), null, null, 0, null)
        : new SqlError(
            state,
            String.valueOf(server.getMessage()),
            server.getDetail(),
            server.getHint(),
            server.getPosition(),
            server.getWhere());
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
    return RunError.of(reason, redaction.apply(message + inside()))
        .sql(sqlState, redaction.apply(detail), redaction.apply(hint));
  }

  /** The line of a DO block's body, its first being 1, that the error came out of; 0 for none. */
  public int doLine() {
    return frames()
        .reduce((inner, outer) -> outer)
        .filter(SqlError::isDo)
        .map(frame -> Integer.parseInt(frame.group("line")))
        .orElse(0);
  }

  /** Empty for a statement that called no function. */
  private String inside() {
    return frames().findFirst().map(SqlError::inWords).orElse("");
  }

  private static String inWords(MatchResult frame) {
    if (isDo(frame)) {
      return " (in the DO block, line " + frame.group("line") + ")";
    }
    return frame.group("sql") == null
        ? " (in function " + frame.group("name") + ", line " + frame.group("line") + ")"
        : " (in function " + frame.group("sql") + ", statement " + frame.group("number") + ")";
  }

  private static boolean isDo(MatchResult frame) {
    return DO.equals(frame.group("name"));
  }

  private Stream<MatchResult> frames() {
    return where == null ? Stream.empty() : FRAME.matcher(where).results();
  }

  /**
   * The class of an error in the middle of a run.
   *
   * @param retriable whether the same statement may simply be run again: it was all rolled back
   */
  public Failure failure(boolean retriable) {
    // 08P01: the server could not read what it was sent, for example a NUL; it will not next time.
    if ((sqlState.startsWith("08") && !sqlState.equals("08P01")) || sqlState.startsWith("57P")) {
      return Failure.ConnectionLost;
    }
    return switch (sqlState) {
      case "42501" -> Failure.InsufficientPrivilege;
      case LOCK_NOT_AVAILABLE -> retriable ? Failure.LockTimeout : Failure.MigrationFailed;
      case "40001", "40P01" -> retriable ? Failure.Conflict : Failure.MigrationFailed;
      default -> Failure.MigrationFailed;
    };
  }

  /** How many characters a statement has before its first word. */
  public static int leadingComments(String statement) {
    var lead = LEADING_COMMENTS.matcher(statement);
    return lead.lookingAt() ? lead.end() : 0;
  }
}

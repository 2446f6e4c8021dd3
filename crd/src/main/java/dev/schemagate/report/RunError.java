package dev.schemagate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What went wrong, in words for the person who reads the resource's status.
 *
 * @param reason the class of the failure
 * @param message what happened, without where, which the other fields say; never a URL or a secret
 * @param detail PostgreSQL's DETAIL
 * @param hint PostgreSQL's HINT
 * @param remedy what became of it and what to do
 * @param revision the migration that failed, if it was one
 * @param file its file, relative to the source
 * @param line the line of the failing statement in that file, counted from 1
 * @param column the character in that line that PostgreSQL points at, counted from 1
 * @param sqlState PostgreSQL's five characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunError(
    Failure reason,
    String message,
    String detail,
    String hint,
    String remedy,
    String revision,
    String file,
    Integer line,
    Integer column,
    String sqlState) {

  public static RunError of(Failure reason, String message) {
    return new RunError(reason, message, null, null, null, null, null, null, null, null);
  }

  /** With what PostgreSQL said of it; each may be null. */
  public RunError sql(String sqlState, String detail, String hint) {
    return new RunError(
        reason, message, detail, hint, remedy, revision, file, line, column, sqlState);
  }

  /** With the migration that failed; the version of a repeatable one is null. */
  public RunError in(String revision, String file) {
    return new RunError(
        reason, message, detail, hint, remedy, revision, file, line, column, sqlState);
  }

  /** With the place in the file; each may be null. */
  public RunError at(Integer line, Integer column) {
    return new RunError(
        reason, message, detail, hint, remedy, revision, file, line, column, sqlState);
  }

  public RunError remedy(String remedy) {
    return new RunError(
        reason, message, detail, hint, remedy, revision, file, line, column, sqlState);
  }

  /** All in one line: <code>V2__orders.sql:3:7: ... (SQLSTATE 42601)</code>. */
  public String inWords() {
    var where =
        Stream.of(file, line, column)
            .takeWhile(part -> part != null)
            .map(Object::toString)
            .collect(Collectors.joining(":"));
    var what =
        Stream.of(message, detail, hint == null ? null : "Hint: " + hint, remedy)
            .filter(part -> part != null)
            .map(part -> part.replaceFirst("\\.\\z", ""))
            .collect(Collectors.joining(". "));
    return (where.isEmpty() ? "" : where + ": ")
        + what
        + (sqlState == null ? "" : " (SQLSTATE " + sqlState + ")");
  }
}

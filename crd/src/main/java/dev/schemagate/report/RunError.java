package dev.schemagate.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What went wrong, in words for the person who reads the resource's status.
 *
 * @param reason the class of the failure
 * @param message one or two sentences: what happened and what to do, without where, which the other
 *     fields say; never a URL or a secret
 * @param revision the migration that failed, if it was one
 * @param file its file, relative to the source
 * @param line the line of the failing statement in that file, counted from 1
 * @param sqlState PostgreSQL's five characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunError(
    Failure reason, String message, String revision, String file, Integer line, String sqlState) {

  public static RunError of(Failure reason, String message) {
    return new RunError(reason, message, null, null, null, null);
  }

  /** Where and what, in one line: <code>V2__orders.sql:3: ... (SQLSTATE 42601)</code>. */
  public String inWords() {
    var where = file == null ? "" : file + (line == null ? "" : ":" + line) + ": ";
    return where + message + (sqlState == null ? "" : " (SQLSTATE " + sqlState + ")");
  }
}

package dev.schemagate.runner.report;

import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A report as the bytes that Kubernetes takes: the kubelet cuts what is longer, wherever it is. */
public final class TerminationMessage {
  private TerminationMessage() {}

  public static void write(Path file, RunReport report) {
    try {
      Files.write(file, bytes(report));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the report to " + file, e);
    }
  }

  /** Valid JSON of at most {@link RunReport#MAX_BYTES} bytes, by leaving out the oldest first. */
  static byte[] bytes(RunReport report) {
    var fitting = withApplied(report, RunReport.MAX_APPLIED);
    var json = ReportJson.bytes(fitting);
    while (json.length > RunReport.MAX_BYTES) {
      fitting = smaller(fitting);
      json = ReportJson.bytes(fitting);
    }
    return json;
  }

  private static RunReport smaller(RunReport report) {
    if (!report.applied().isEmpty()) {
      return withApplied(report, report.applied().size() - 1);
    }
    var error = report.error();
    if (error == null) {
      throw new IllegalArgumentException("a report that no shortening makes fit");
    }
    return withError(
        report,
        new RunError(
            error.reason(),
            half(error.message(), 64),
            half(error.detail(), 64),
            half(error.hint(), 64),
            half(error.remedy(), 256),
            error.revision(),
            half(error.file(), 512),
            error.line(),
            error.column(),
            error.sqlState()));
  }

  private static RunReport withApplied(RunReport report, int atMost) {
    var applied = report.applied();
    return copy(report, applied.subList(0, Math.min(atMost, applied.size())), report.error());
  }

  private static RunReport withError(RunReport report, RunError error) {
    return copy(report, report.applied(), error);
  }

  private static RunReport copy(RunReport r, List<String> applied, RunError error) {
    return new RunReport(
        r.engine(),
        r.outcome(),
        r.revision(),
        r.head(),
        r.target(),
        r.from(),
        applied,
        r.stamped(),
        r.appliedCount(),
        r.undoneCount(),
        r.pending(),
        error);
  }

  /** Cuts between characters, never inside of one. */
  private static String half(String text, int longEnough) {
    if (text == null || text.length() <= longEnough) {
      return text;
    }
    var points = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, points * 3 / 4 - 1)) + "…";
  }
}

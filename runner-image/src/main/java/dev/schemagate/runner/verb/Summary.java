package dev.schemagate.runner.verb;

import dev.schemagate.report.RunReport;
import java.util.ArrayList;

/** What a run did, in a line. */
final class Summary {
  private Summary() {}

  static String of(RunReport report) {
    var did = new ArrayList<String>();
    if (report.stamped() != null) {
      did.add("stamped " + report.stamped());
    }
    if (report.undoneCount() > 0) {
      did.add("undid " + migrations(report.undoneCount()));
    }
    if (report.appliedCount() > 0) {
      did.add("applied " + migrations(report.appliedCount()));
    }
    return (did.isEmpty() ? "nothing to do" : String.join(", ", did))
        + "; the database is at "
        + (report.revision() == null ? "no revision" : report.revision())
        + (report.pending() == 0 ? "" : ", " + report.pending() + " pending");
  }

  private static String migrations(int count) {
    return count + (count == 1 ? " migration" : " migrations");
  }
}

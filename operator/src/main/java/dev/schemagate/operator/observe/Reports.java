package dev.schemagate.operator.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.schemagate.operator.plan.Reason;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import java.util.Optional;

/** The run's report, read from a termination message. */
final class Reports {

  /** A newer runner may say more than this operator knows. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Reports() {}

  /** Empty for what is no report: a container that died says nothing, or something else. */
  static Optional<RunReport> parse(String terminationMessage) {
    if (terminationMessage == null || terminationMessage.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(terminationMessage, RunReport.class))
          .filter(report -> report.outcome() != null)
          .map(Reports::withOurRemedy);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static RunReport withOurRemedy(RunReport report) {
    return Optional.ofNullable(report.error())
        .flatMap(error -> Reason.of(error.reason()).remedy().map(error::remedy))
        .map(error -> with(error, report))
        .orElse(report);
  }

  private static RunReport with(RunError error, RunReport report) {
    return new RunReport(
        report.engine(),
        report.outcome(),
        report.revision(),
        report.head(),
        report.target(),
        report.from(),
        report.applied(),
        report.stamped(),
        report.appliedCount(),
        report.undoneCount(),
        report.pending(),
        error);
  }
}

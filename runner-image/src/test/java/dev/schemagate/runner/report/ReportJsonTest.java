package dev.schemagate.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void writes_every_field_that_the_record_has() throws IOException {
    var error =
        new RunError(
            Failure.MigrationFailed,
            "no \"such\" table\n",
            "detail",
            "hint",
            "remedy",
            "3",
            "V3__ä.sql",
            4,
            5,
            "42P01");
    var report =
        new RunReport(
            "flyway", Outcome.Failed, "2", "3", "3", "1", List.of("2", "1"), "1", 1, 6, 7, error);

    assertWrittenAsBound(report);
    // A field that is new in a record, and null here, would go unnoticed.
    assertThat(JSON.readTree(ReportJson.bytes(report)))
        .hasSize(RunReport.class.getRecordComponents().length);
    assertThat(JSON.readTree(ReportJson.bytes(report)).get("error"))
        .hasSize(RunError.class.getRecordComponents().length);
  }

  @Test
  void leaves_out_what_is_not_there() throws IOException {
    var error = RunError.of(Failure.NoMigrations, "there is none");

    assertWrittenAsBound(RunReport.failed("flyway", error));
    assertWrittenAsBound(
        new RunReport(
            "flyway", Outcome.UpToDate, null, null, null, null, null, null, 0, 0, 0, null));
  }

  private static void assertWrittenAsBound(RunReport report) throws IOException {
    assertThat(ReportJson.bytes(report)).isEqualTo(JSON.writeValueAsBytes(report));
  }
}

package dev.schemagate.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.report.RunReport.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminationMessageTest {
  @Test
  void keepsAReportThatFits() throws Exception {
    var report =
        report(List.of("2", "1"), RunError.of(Failure.LockHeld, "é").in("2", "f").at(3, null));
    assertThat(read(report)).isEqualTo(report);
  }

  @Test
  void listsTheNewest64() throws Exception {
    var read = read(report(revisions(100, ""), null));
    assertThat(read.applied()).hasSize(64).startsWith("100").endsWith("37");
  }

  @Test
  void leavesOutTheOldestRevisionsFirst() throws Exception {
    var error = RunError.of(Failure.MigrationFailed, "m".repeat(3000));
    var read = read(report(revisions(64, "0".repeat(40)), error));
    assertThat(read.error()).isEqualTo(error);
    assertThat(read.applied()).hasSizeBetween(10, 40).first().asString().startsWith("64");
  }

  @Test
  void cutsMessagesBetweenCharacters() throws Exception {
    var error =
        RunError.of(Failure.MigrationFailed, "\"\uD83D\uDE00\n".repeat(5000))
            .sql("42601", "d".repeat(5000), "h".repeat(5000))
            .in("1", "f".repeat(9000))
            .remedy("r".repeat(5000));
    var read = read(report(revisions(64, ""), error));
    assertThat(read.applied()).isEmpty();
    assertThat(read.error().message()).startsWith("\"\uD83D\uDE00\n").endsWith("…");
    assertThat(read.error().message().replace("\uD83D\uDE00", "")).matches("[\"\\n…]*");
    assertThat(read.error().sqlState()).isEqualTo("42601");
  }

  private static List<String> revisions(int count, String more) {
    return IntStream.range(0, count).mapToObj(i -> (count - i) + more).toList();
  }

  private static RunReport report(List<String> applied, RunError error) {
    return new RunReport(
        "flyway", Outcome.Failed, "2", "2", "2", null, applied, null, 1, 0, 0, error);
  }

  private static RunReport read(RunReport report) throws Exception {
    var bytes = TerminationMessage.bytes(report);
    assertThat(bytes.length).isLessThanOrEqualTo(4096);
    return new ObjectMapper().readValue(bytes, RunReport.class);
  }
}

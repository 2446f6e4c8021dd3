package dev.schemagate.operator.plan;

import static dev.schemagate.operator.plan.Examples.NOW;
import static dev.schemagate.operator.plan.Examples.applied;
import static dev.schemagate.operator.plan.Examples.assertReady;
import static dev.schemagate.operator.plan.Examples.broken;
import static dev.schemagate.operator.plan.Examples.downgraded;
import static dev.schemagate.operator.plan.Examples.migration;
import static dev.schemagate.operator.plan.Examples.plan;
import static dev.schemagate.operator.plan.Examples.succeeded;
import static dev.schemagate.operator.plan.Examples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.api.RunErrorStatus;
import dev.schemagate.api.RunStatus.Outcome;
import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the status says of a run that has ended. */
class StatusOfTest {

  private static final String SQL = "flyway: {source: {configMap: {name: sql}}}";

  @Test
  void isReadyAtWhatTheRunProved() {
    var plan = plan(migration(), applied("3"));

    assertReady(plan, "True", Reason.Applied);
    assertThat(plan.status().revision()).isEqualTo("3");
    assertThat(plan.status().run().message()).isEqualTo("1 migration applied, from base to 3");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "base",
      value = {
        "Applied, 5, 8, base, 3, 0, '3 migrations applied, from 5 to 8'",
        "Applied, 8, 8, base, 1, 0, '1 migration applied, at 8'",
        "Applied, base, 8, 1, 7, 0, 'adopted at 1, 7 migrations applied, from 1 to 8'",
        "Downgraded, 8, 6, base, 0, 2, '2 migrations undone, from 8 to 6'",
        "Downgraded, 8, base, base, 0, 8, '8 migrations undone, from 8 to base'",
        "Stamped, base, 8, 8, 0, 0, 'adopted at 8'",
        "UpToDate, 8, 8, base, 0, 0, 'the database is at 8, nothing to do'",
        "UpToDate, base, base, base, 0, 0, 'the database is at base, nothing to do'",
      })
  void saysWhatTheRunDid(
      RunReport.Outcome outcome,
      String from,
      String to,
      String stamped,
      int applied,
      int undone,
      String words) {
    var plan = plan(migration(), succeeded(outcome, from, to, stamped, applied, undone));

    var run = plan.status().run();
    assertThat(run.message()).isEqualTo(words);
    assertThat(run.outcome().name()).isEqualTo(outcome.name());
    assertThat(run.stamped()).isEqualTo(stamped);
    assertThat(run.appliedCount()).isEqualTo(applied);
    assertThat(run.undoneCount()).isEqualTo(undone);
    assertReady(plan, "True", Reason.valueOf(outcome.name()));
    assertThat(plan.tell()).containsExactly(new Told.OfMigration(false, outcome.name(), words));
    assertThat(plan(with(migration(), plan.status()), new Run.Absent()).status())
        .as("when the Job is gone")
        .isEqualTo(plan.status());
  }

  @Test
  void aDatabaseAtBaseHasNoRevision() {
    var three = plan(migration(), applied("3")).status();

    var status = plan(with(migration("target: base\n" + SQL), three), downgraded("3", null, 3));

    assertThat(status.status().revision()).isNull();
    assertThat(status.status().applied()).isEmpty();
  }

  @Test
  void keepsNoRevisionOfADatabaseThatWasEmptied() {
    var three = plan(migration(), applied("3")).status();
    var error = RunError.of(Failure.MigrationFailed, "syntax error");
    var atBase =
        new RunReport(
            "flyway", RunReport.Outcome.Failed, null, "4", "4", null, null, null, 0, 0, 4, error);

    var plan =
        plan(
            with(migration("rerun: again\n" + SQL), three),
            new Run.Failed(Reason.MigrationFailed, "syntax error", 1, NOW, atBase));

    assertThat(plan.status().revision()).isNull();
    assertThat(plan.status().pending()).isEqualTo(4);
  }

  @Test
  void keepsTheKnownRevisionWhenARunDidNotReachTheDatabase() {
    var done = plan(migration(), applied("3")).status();
    var edited = with(migration("rerun: again\nflyway: {source: {configMap: {name: s}}}"), done);
    var unreachable =
        RunReport.failed("flyway", RunError.of(Failure.DatabaseUnreachable, "refused"));

    var plan = plan(edited, new Run.Active(Reason.DatabaseUnreachable, "refused", 2, unreachable));

    assertThat(plan.status().revision()).isEqualTo("3");
    assertReady(plan, "False", Reason.DatabaseUnreachable);
  }

  @Test
  void showsWhyItFailedAndThatAPersonMustAct() {
    var plan = plan(migration(), broken());

    assertReady(plan, "False", Reason.MigrationFailed);
    assertThat(plan.status().conditions())
        .filteredOn(c -> c.type().equals("Stalled"))
        .singleElement()
        .satisfies(c -> assertThat(c.status()).isEqualTo("True"));
    assertThat(plan.status().run().outcome()).isEqualTo(Outcome.Failed);
    assertThat(plan.status().run().error())
        .isEqualTo(
            new RunErrorStatus(
                "MigrationFailed",
                "syntax error",
                "the detail",
                "a hint",
                "nothing of it is left",
                "2",
                "V2__more.sql",
                3,
                7,
                "42601"));
    assertThat(plan.tell())
        .singleElement()
        .satisfies(told -> assertThat(((Told.OfMigration) told).warning()).isTrue());
  }
}

package dev.schemagate.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.operator.plan.Reason;
import dev.schemagate.operator.plan.Run;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end and every delay of a run, as Job and pods show it. */
class RunStateTest {

  private static final String APPLIED =
      "{\"engine\":\"flyway\",\"outcome\":\"Applied\",\"revision\":\"3\",\"head\":\"3\"}";

  private static Job job(String conditions) {
    return Serialization.unmarshal(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: orders-1}
        status: {conditions: [%s]}
        """
            .formatted(conditions),
        Job.class);
  }

  private static Pod pod(int second, String state) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: orders-1-%1$d, creationTimestamp: "2026-11-21T09:00:%1$02dZ"}
        status:
          containerStatuses: [{name: migrate, state: {%2$s}}]
        """
            .formatted(second, state),
        Pod.class);
  }

  private static Pod ended(int second, int exitCode, String message) {
    return pod(
        second,
        "terminated: {exitCode: %d, reason: Error, finishedAt: \"2026-11-21T09:01:00Z\", message: '%s'}"
            .formatted(exitCode, message));
  }

  private static String failed(String reason) {
    return """
    {"outcome":"Failed","error":{"reason":"%s","message":"words","file":"V2__b.sql","line":7}}\
    """
        .formatted(reason);
  }

  @Test
  void aJobWithoutAPodIsOnItsWay() {
    assertThat(RunState.of(job(""), List.of()))
        .isEqualTo(new Run.Active(Reason.Running, "", 0, null));
  }

  @Test
  void theContainersEndIsEnough() {
    var run = RunState.of(job(""), List.of(ended(1, 0, APPLIED)));

    assertThat(run).isInstanceOf(Run.Succeeded.class);
    assertThat(((Run.Succeeded) run).report().revision()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"outcome\":\"Failed\"}"})
  void doneWithoutAReportOfItIsADefect(String report) {
    assertThat(RunState.of(job(""), List.of(ended(1, 0, report))))
        .isInstanceOfSatisfying(
            Run.Failed.class, run -> assertThat(run.why()).isEqualTo(Reason.InternalError));
  }

  @ParameterizedTest
  @CsvSource({"64, InvalidArguments", "65, MigrationFailed", "78, InvalidConfiguration"})
  void aPermanentExitCodeEndsTheRunAtOnce(int exitCode, Reason reason) {
    assertThat(RunState.of(job(""), List.of(ended(1, exitCode, failed(reason.name())))))
        .isInstanceOfSatisfying(
            Run.Failed.class,
            run -> {
              assertThat(run.why()).isEqualTo(reason);
              assertThat(run.message()).isEqualTo("V2__b.sql:7: words");
            });
  }

  @Test
  void anAttemptThatMaySucceedLaterIsTriedAgain() {
    assertThat(RunState.of(job(""), List.of(ended(1, 75, failed("LockHeld")))))
        .isInstanceOfSatisfying(
            Run.Active.class,
            run -> {
              assertThat(run.why()).isEqualTo(Reason.LockHeld);
              assertThat(run.message()).endsWith("the run is tried again");
            });
  }

  @Test
  void aSuccessAfterFailedAttemptsIsASuccess() {
    var attempts = List.of(ended(9, 0, APPLIED), ended(1, 75, failed("DatabaseUnreachable")));

    assertThat(RunState.of(job(""), attempts))
        .isInstanceOfSatisfying(
            Run.Succeeded.class, run -> assertThat(run.attempts()).isEqualTo(2));
  }

  @Test
  void aContainerThatWasKilledIsTriedAgain() {
    assertThat(RunState.of(job(""), List.of(ended(1, 137, ""))))
        .isInstanceOfSatisfying(
            Run.Active.class, run -> assertThat(run.why()).isEqualTo(Reason.RunnerCrashed));
  }

  @Test
  void whenTheJobGivesUpTheLastReasonStands() {
    var job = job("{type: Failed, status: \"True\", reason: BackoffLimitExceeded}");

    assertThat(RunState.of(job, List.of(ended(1, 75, failed("DatabaseUnreachable")))))
        .isInstanceOfSatisfying(
            Run.Failed.class,
            run -> {
              assertThat(run.why()).isEqualTo(Reason.DatabaseUnreachable);
              assertThat(run.message()).contains("given up after 1 attempts", "spec.rerun");
            });
  }

  @Test
  void aDeadlineIsItsOwnReason() {
    var job = job("{type: FailureTarget, status: \"True\", reason: DeadlineExceeded}");

    assertThat(RunState.of(job, List.of(ended(1, 75, failed("Interrupted")))))
        .isInstanceOfSatisfying(
            Run.Failed.class, run -> assertThat(run.why()).isEqualTo(Reason.DeadlineExceeded));
  }

  @Test
  void aResultThatIsGoneWithItsPodIsNotASuccess() {
    var job =
        job("{type: Complete, status: \"True\", lastTransitionTime: \"2026-11-21T09:01:00Z\"}");

    assertThat(RunState.of(job, List.of()))
        .isInstanceOfSatisfying(
            Run.Failed.class, run -> assertThat(run.why()).isEqualTo(Reason.ResultLost));
  }

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull, ImagePullBackOff",
    "ImagePullBackOff, ImagePullBackOff",
    "ErrImageNeverPull, ImagePullBackOff",
    "CreateContainerConfigError, PodNotStarted",
    "ContainerCreating, Running",
  })
  void aContainerThatWaitsSaysWhy(String waiting, Reason reason) {
    assertThat(RunState.of(job(""), List.of(pod(1, "waiting: {reason: " + waiting + "}"))))
        .isInstanceOfSatisfying(Run.Active.class, run -> assertThat(run.why()).isEqualTo(reason));
  }

  @Test
  void aPodThatNoNodeTakesSaysWhy() {
    var pod =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: orders-1-1, creationTimestamp: "2026-11-21T09:00:01Z"}
            status:
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes}
            """,
            Pod.class);

    assertThat(RunState.of(job(""), List.of(pod)))
        .isEqualTo(new Run.Active(Reason.Unschedulable, "0/3 nodes", 1, null));
  }

  @ParameterizedTest
  @CsvSource({
    "DowngradeForbidden, spec.downgrade to Allow",
    "IrreversibleMigration, spec.target",
    "DatabaseAhead, spec.databaseAhead to Accept",
    "NotAdopted, spec.adopt.revision",
  })
  void theRemedyNamesTheFieldToSet(Reason reason, String field) {
    var report =
        """
        {"outcome":"Failed","error":{"reason":"%s","message":"no way","remedy":"Give --force"}}\
        """
            .formatted(reason);

    assertThat(RunState.of(job(""), List.of(ended(1, 65, report))))
        .isInstanceOfSatisfying(
            Run.Failed.class,
            run -> {
              assertThat(run.why()).isEqualTo(reason);
              assertThat(run.message()).startsWith("no way. ").contains(field);
              assertThat(run.message()).doesNotContain("--force");
              assertThat(run.report().error().remedy()).contains(field);
            });
  }
}

package dev.schemagate.operator.observe;

import dev.schemagate.operator.plan.MigrationJob;
import dev.schemagate.operator.plan.Reason;
import dev.schemagate.operator.plan.Run;
import dev.schemagate.report.ExitCode;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a run from its Job and the Job's pods. */
final class RunState {

  private RunState() {}

  /**
   * @param pods of this Job, in any order
   */
  static Run of(Job job, List<Pod> pods) {
    var newestFirst =
        pods.stream()
            .sorted(
                Comparator.comparing((Pod p) -> p.getMetadata().getCreationTimestamp()).reversed())
            .toList();
    var ended = newestFirst.stream().flatMap(pod -> terminated(pod).stream()).toList();
    var succeeded = ended.stream().filter(end -> end.getExitCode() == 0).findFirst();
    if (succeeded.isPresent()) {
      return succeeded(succeeded.get(), pods.size());
    }
    var last = ended.stream().findFirst();
    var permanent = last.filter(end -> isPermanent(end.getExitCode()));
    if (permanent.isPresent()) {
      return failed(permanent.get(), pods.size(), "");
    }
    var jobEnd = condition(job, "Failed").or(() -> condition(job, "FailureTarget"));
    if (jobEnd.isPresent()) {
      return gaveUp(jobEnd.get(), last, pods.size());
    }
    if (condition(job, "Complete").isPresent()) {
      var at = at(condition(job, "Complete").get().getLastTransitionTime());
      return new Run.Failed(Reason.ResultLost, Reason.ResultLost.words(), pods.size(), at, null);
    }
    return active(newestFirst, last, pods.size());
  }

  /** Whether a container of the run may be in the middle of a migration. */
  static boolean isRunning(List<Pod> pods) {
    return pods.stream()
        .flatMap(pod -> container(pod).stream())
        .anyMatch(status -> status.getState() != null && status.getState().getRunning() != null);
  }

  private static Run succeeded(ContainerStateTerminated end, int attempts) {
    return Reports.parse(end.getMessage())
        .filter(report -> report.outcome() != RunReport.Outcome.Failed)
        .<Run>map(report -> new Run.Succeeded(report, attempts, at(end.getFinishedAt())))
        .orElseGet(
            () ->
                new Run.Failed(
                    Reason.InternalError,
                    "the run ended with exit code 0 but without a report of success",
                    attempts,
                    at(end.getFinishedAt()),
                    null));
  }

  private static Run failed(ContainerStateTerminated end, int attempts, String addition) {
    var report = Reports.parse(end.getMessage());
    return new Run.Failed(
        why(report, Reason.RunnerCrashed),
        words(end, report) + addition,
        attempts,
        at(end.getFinishedAt()),
        report.orElse(null));
  }

  /** The Job is over without a permanent failure: its retries or its time are used up. */
  private static Run gaveUp(
      JobCondition jobEnd, Optional<ContainerStateTerminated> last, int attempts) {
    var at = at(jobEnd.getLastTransitionTime());
    if ("DeadlineExceeded".equals(jobEnd.getReason())) {
      return new Run.Failed(
          Reason.DeadlineExceeded, Reason.DeadlineExceeded.words(), attempts, at, null);
    }
    return last.map(
            end ->
                failed(
                    end,
                    attempts,
                    " (given up after %d attempts; set spec.rerun to any new value to try again)"
                        .formatted(attempts)))
        .orElseGet(
            () ->
                new Run.Failed(
                    Reason.ResultLost,
                    "the Job failed (%s) and its pods are gone; set spec.rerun to any new value to"
                            .formatted(jobEnd.getReason())
                        + " try again",
                    attempts,
                    at,
                    null));
  }

  private static Run active(
      List<Pod> newestFirst, Optional<ContainerStateTerminated> last, int attempts) {
    var report = last.flatMap(end -> Reports.parse(end.getMessage())).orElse(null);
    var current = newestFirst.stream().filter(pod -> terminated(pod).isEmpty()).findFirst();
    var waiting = current.flatMap(Waiting::of);
    if (waiting.isPresent()) {
      return new Run.Active(waiting.get().why(), waiting.get().message(), attempts, report);
    }
    if (last.isPresent()) { // in back-off, or trying again: what went wrong stays in view
      var ended = Optional.ofNullable(report);
      return new Run.Active(
          why(ended, Reason.RunnerCrashed),
          words(last.get(), ended) + "; the run is tried again",
          attempts,
          report);
    }
    return new Run.Active(Reason.Running, "", attempts, null);
  }

  private static Reason why(Optional<RunReport> report, Reason otherwise) {
    return report.map(RunReport::error).map(error -> Reason.of(error.reason())).orElse(otherwise);
  }

  private static String words(ContainerStateTerminated end, Optional<RunReport> report) {
    return report
        .map(RunReport::error)
        .map(RunError::inWords)
        .orElseGet(
            () ->
                "the run's container ended with exit code %d (%s) and without a report"
                    .formatted(end.getExitCode(), end.getReason()));
  }

  private static Optional<ContainerStateTerminated> terminated(Pod pod) {
    return container(pod)
        .map(ContainerStatus::getState)
        .flatMap(state -> Optional.ofNullable(state.getTerminated()));
  }

  static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> status.getName().equals(MigrationJob.CONTAINER))
            .findFirst();
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : job.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
            .findFirst();
  }

  private static boolean isPermanent(int exitCode) {
    return Arrays.stream(ExitCode.values())
        .anyMatch(known -> known.code() == exitCode && known.permanent());
  }

  private static Instant at(String time) {
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }
}

package dev.schemagate.operator.observe;

import dev.schemagate.operator.plan.Reason;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;

/** Why a pod that was created does not run yet. */
record Waiting(Reason why, String message) {

  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "ErrInvalidImageName",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  /** On the way by itself: not worth a word. */
  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

  static Optional<Waiting> of(Pod pod) {
    return unschedulable(pod).or(() -> notStarted(pod));
  }

  private static Optional<Waiting> unschedulable(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
            .filter(c -> "Unschedulable".equals(c.getReason()))
            .map(c -> new Waiting(Reason.Unschedulable, c.getMessage()))
            .findFirst();
  }

  private static Optional<Waiting> notStarted(Pod pod) {
    return RunState.container(pod)
        .map(status -> status.getState())
        .map(ContainerState::getWaiting)
        .filter(waiting -> waiting.getReason() != null)
        .filter(waiting -> !STARTING.contains(waiting.getReason()))
        .map(
            waiting ->
                IMAGE.contains(waiting.getReason())
                    ? new Waiting(
                        Reason.ImagePullBackOff, say(waiting.getReason(), waiting.getMessage()))
                    : new Waiting(
                        Reason.PodNotStarted, say(waiting.getReason(), waiting.getMessage())));
  }

  private static String say(String reason, String message) {
    return message == null ? reason : reason + ": " + message;
  }
}

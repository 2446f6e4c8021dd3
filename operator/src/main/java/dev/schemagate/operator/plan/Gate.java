package dev.schemagate.operator.plan;

import dev.schemagate.api.ImageHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scheduling gate of a pod that requires a revision.
 *
 * @param migrations what is known of each required resource, by name
 * @param passed templates of which a pod is past the gate
 * @param settle how long a pod waits for a new spec to follow it: Helm applies custom resources
 *     after Deployments
 */
record Gate(Map<String, Required> migrations, Set<Template> passed, Duration settle, Instant now) {

  /** The gate's name in <code>spec.schedulingGates</code>. */
  static final String NAME = "schemagate.dev/schema";

  /** Whether a pod may start. */
  sealed interface Verdict {
    record Open() implements Verdict {}

    /**
     * @param why for the pod's event
     * @param recheck when time alone may change the answer; null when only an event can
     */
    record Closed(String why, Duration recheck) implements Verdict {}
  }

  private static final Verdict OPEN = new Verdict.Open();

  Verdict decide(WaitingPod pod) {
    if (pod.requires().isEmpty()) {
      return closed("annotation " + Requirement.ANNOTATION + " names no DatabaseMigration");
    }
    for (var requirement : pod.requires()) {
      if (decide(pod, requirement) instanceof Verdict.Closed closed) {
        return closed;
      }
    }
    return OPEN;
  }

  private Verdict decide(WaitingPod pod, Requirement requirement) {
    var required = migrations.get(requirement.migration());
    if (required == null) {
      return closed("DatabaseMigration " + requirement.migration() + " does not exist");
    }
    if (requirement.revision() != null) {
      return atLeast(requirement.revision(), requirement, required);
    }
    var head = headOfImage(pod, required);
    if (head.isPresent()) {
      return atLeast(head.get(), requirement, required);
    }
    if (pod.template() != null && passed.contains(pod.template())) {
      return OPEN;
    }
    var unseen = unseenImage(pod, required);
    if (unseen.isPresent()) {
      return closed(
          "the migrations of image %s have not run for DatabaseMigration %s yet"
              .formatted(unseen.get(), requirement.migration()));
    }
    return ready(pod, requirement, required);
  }

  /** Exact or later: what was applied stays required by nobody but its own pods. */
  private static Verdict atLeast(String wanted, Requirement requirement, Required required) {
    var version = FlywayVersion.parse(wanted);
    if (version.isEmpty()) {
      return closed("%s: \"%s\" is not a version".formatted(requirement, wanted));
    }
    var current = required.status().revision();
    if (!reaches(current, version.get())) {
      return closed(
          "DatabaseMigration %s %s, this pod needs %s"
              .formatted(
                  requirement.migration(),
                  current == null ? "has no revision yet" : "is at revision " + current,
                  wanted));
    }
    return required.downTo().stream()
        .filter(target -> !reaches(target, version.get()))
        .findFirst()
        .map(
            target ->
                closed(
                    "DatabaseMigration %s is on its way down to %s, this pod needs %s"
                        .formatted(requirement.migration(), target, wanted)))
        .orElse(OPEN);
  }

  private static boolean reaches(String revision, FlywayVersion wanted) {
    return FlywayVersion.parse(revision).filter(v -> v.compareTo(wanted) >= 0).isPresent();
  }

  private static Optional<String> headOfImage(WaitingPod pod, Required required) {
    var known = required.status().images();
    if (known == null) {
      return Optional.empty();
    }
    return known.stream()
        .filter(image -> pod.images().contains(image.image()))
        .map(ImageHead::head)
        .findFirst();
  }

  /** Another tag of the image that carries the migrations: what it needs is not known yet. */
  private static Optional<String> unseenImage(WaitingPod pod, Required required) {
    if (required.sourceImage() == null) {
      return Optional.empty();
    }
    var repository = repository(required.sourceImage());
    return pod.images().stream().filter(i -> repository(i).equals(repository)).findFirst();
  }

  private static String repository(String image) {
    var name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    var tag = name.lastIndexOf(':');
    return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
  }

  private Verdict ready(WaitingPod pod, Requirement requirement, Required required) {
    var status = required.status();
    var ready = status.ready();
    var newest = required.generation().equals(status.observedGeneration());
    if (!newest || ready.isEmpty() || !ready.get().status().equals("True")) {
      // no reason in here: each other one would be another event on each pod that waits
      return closed(
          "DatabaseMigration %s is not Ready yet; its conditions say why"
              .formatted(requirement.migration()));
    }
    var settled = pod.createdAt().plus(settle);
    return now.isBefore(settled)
        ? new Verdict.Closed(
            "waits %s for a newer spec of DatabaseMigration %s"
                .formatted(settle, requirement.migration()),
            Duration.between(now, settled))
        : OPEN;
  }

  private static Verdict closed(String why) {
    return new Verdict.Closed(why, null);
  }
}

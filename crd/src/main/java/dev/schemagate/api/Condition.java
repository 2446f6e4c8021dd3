package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One aspect of a resource's state, as in the Kubernetes API conventions. */
public record Condition(
    @Required @Size(max = 316) @JsonPropertyDescription("Ready, Reconciling or Stalled.")
        String type,
    @Required @Pattern("^(True|False|Unknown)$") @JsonPropertyDescription("True, False or Unknown.")
        String status,
    @JsonPropertyDescription("The generation of the spec that the condition is about.")
        Long observedGeneration,
    @Required @JsonPropertyDescription("When the status last changed from one value to another.")
        String lastTransitionTime,
    @Required @Size(min = 1, max = 1024) @JsonPropertyDescription("Why, in one word for programs.")
        String reason,
    @Required @Size(max = 32768) @JsonPropertyDescription("Why, in a sentence for people.")
        String message) {

  /**
   * These conditions, each with the time since when its status holds: the old one's where the
   * status is the same, now otherwise. The only place that writes {@link #lastTransitionTime}.
   *
   * @param now the current time; written in whole seconds, as Kubernetes does
   */
  public static List<Condition> merge(List<Condition> old, List<Condition> wanted, Instant now) {
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return wanted.stream().map(condition -> condition.since(old, time)).toList();
  }

  private Condition since(List<Condition> old, String now) {
    var since =
        (old == null ? List.<Condition>of() : old)
            .stream()
                .filter(before -> before.type.equals(type) && before.status.equals(status))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now);
    return new Condition(type, status, observedGeneration, since, reason, message);
  }
}

package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import java.time.Duration;
import java.util.Optional;

/** Limits in time. A number with its unit (ms, s, m or h), for example 90s; 0 means none. */
public record TimeoutsSpec(
    @Pattern(TimeoutsSpec.DURATION)
        @JsonPropertyDescription(
            "The whole run, all attempts, waiting included. None unless set: a long migration is"
                + " not a stuck one.")
        String run,
    @Default("10m")
        @Pattern(TimeoutsSpec.DURATION)
        @JsonPropertyDescription(
            "How long one attempt waits for another run on the same database to end.")
        String queue,
    @Default("5s")
        @Pattern(TimeoutsSpec.DURATION)
        @JsonPropertyDescription(
            "PostgreSQL's lock_timeout for each statement: a migration that waits for a busy table"
                + " makes everyone behind it wait. What runs into it is tried again.")
        String lock,
    @Default("0")
        @Pattern(TimeoutsSpec.DURATION)
        @JsonPropertyDescription("PostgreSQL's statement_timeout for each statement.")
        String statement) {

  static final String DURATION = "^(0|[0-9]{1,9}(ms|s|m|h))$";

  /** The limit of the whole run; empty when it has none. */
  public Optional<Duration> runLimit() {
    return Optional.ofNullable(run).filter(text -> !text.equals("0")).map(TimeoutsSpec::parse);
  }

  private static Duration parse(String text) {
    var digits = text.replaceAll("[a-z]+$", "");
    var amount = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}

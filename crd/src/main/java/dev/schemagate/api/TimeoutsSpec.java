package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Optional;

/** Limits in time. A number with its unit (ms, s, m or h), for example 90s; 0 means none. */
@ValidationRule(
    value = "!has(self.run) || self.run.matches(" + TimeoutsSpec.DURATION + ")",
    fieldPath = ".run",
    message = TimeoutsSpec.WORDS)
@ValidationRule(
    value = "self.queue.matches(" + TimeoutsSpec.DURATION + ")",
    fieldPath = ".queue",
    message = TimeoutsSpec.WORDS)
@ValidationRule(
    value =
        "self.lock.matches("
            + TimeoutsSpec.DURATION
            + ") && duration(self.lock) <= duration('596h')",
    fieldPath = ".lock",
    message = TimeoutsSpec.WORDS_OF_POSTGRESQL)
@ValidationRule(
    value =
        "self.statement.matches("
            + TimeoutsSpec.DURATION
            + ") && duration(self.statement) <= duration('596h')",
    fieldPath = ".statement",
    message = TimeoutsSpec.WORDS_OF_POSTGRESQL)
public record TimeoutsSpec(
    @Size(max = 12)
        @JsonPropertyDescription(
            "The whole run, all attempts, waiting included. None unless set: a long migration is"
                + " not a stuck one.")
        String run,
    @Default("10m")
        @Size(max = 12)
        @JsonPropertyDescription(
            "How long one attempt waits for another run on the same database to end.")
        String queue,
    @Default("5s")
        @Size(max = 12)
        @JsonPropertyDescription(
            "PostgreSQL's lock_timeout for each statement: a migration that waits for a busy table"
                + " makes everyone behind it wait. What runs into it is tried again.")
        String lock,
    @Default("0")
        @Size(max = 12)
        @JsonPropertyDescription("PostgreSQL's statement_timeout for each statement.")
        String statement) {

  /** Of so many digits that no sum of nanoseconds overflows anywhere. */
  static final String DURATION = "'^(0|[0-9]{1,9}(ms|s)|[0-9]{1,6}(m|h))$'";

  static final String WORDS = "must be a number with ms, s, m or h, for example 90s, or 0 for none";

  /** It counts milliseconds in 32 bits. */
  static final String WORDS_OF_POSTGRESQL = WORDS + "; at most 596h";

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

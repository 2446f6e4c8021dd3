package dev.schemagate.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what no watch tells; nothing that is timed waits here. */
final class Wait {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private Wait() {}

  static void until(String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    get(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  static <T> T get(String what, Supplier<Optional<T>> question)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "gave up after %d s of waiting for %s".formatted(LIMIT.toSeconds(), what));
      }
      Thread.sleep(200);
    }
  }
}

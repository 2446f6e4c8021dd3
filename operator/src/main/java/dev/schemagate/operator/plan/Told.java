package dev.schemagate.operator.plan;

import dev.schemagate.api.DatabaseMigrationStatus;
import java.util.Optional;

/** An event, on the resource or on a pod that waits for it. */
public sealed interface Told {

  /** The outcome of a step, once for each generation, reason and message. */
  record OfMigration(boolean warning, String reason, String message) implements Told {}

  /** Why a pod waits, once for each pod and message. */
  record OfPod(WaitingPod pod, String message) implements Told {}

  /** What changed in what Ready says; nothing when it says the same. */
  static Optional<Told> transition(DatabaseMigrationStatus before, DatabaseMigrationStatus now) {
    var old = Optional.ofNullable(before).flatMap(DatabaseMigrationStatus::ready);
    return now.ready()
        .filter(
            ready ->
                old.filter(o -> o.reason().equals(ready.reason()))
                    .filter(o -> o.message().equals(ready.message()))
                    .isEmpty())
        .map(
            ready ->
                new OfMigration(
                    !Readiness.isExpected(Reason.valueOf(ready.reason())),
                    ready.reason(),
                    ready.message()));
  }
}

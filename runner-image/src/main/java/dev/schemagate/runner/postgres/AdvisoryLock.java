package dev.schemagate.runner.postgres;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.runner.report.Console;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.report.TimeSpan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one history to one run, until the session ends. Taken by asking again and again: a session
 * that waits inside of PostgreSQL holds a snapshot, and a holder that runs CREATE INDEX
 * CONCURRENTLY waits for that snapshot in turn.
 */
public final class AdvisoryLock {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final String HOLDER =
      "SELECT a.pid, "
          + Backend.COLUMNS
          + """
          FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.classid = ? AND l.objid = ?
          """;

  private static final String GONE = "a session that has just gone";

  private final Connection connection;
  private final Console console;
  private final Interruption interruption;

  public AdvisoryLock(Session session, Console console, Interruption interruption) {
    this.connection = session.connection();
    this.console = console;
    this.interruption = interruption;
  }

  /**
   * Takes the lock.
   *
   * @param queueTimeout how long to wait for another holder; zero waits for ever
   */
  public void take(long key, Duration queueTimeout) throws SQLException {
    var deadline = System.nanoTime() + queueTimeout.toNanos();
    var pause = FIRST_PAUSE;
    String said = null;
    while (!tryOnce(key)) {
      var holder = holder(key);
      var name = holder.map(Backend::name).orElse(GONE);
      if (!name.equals(said)) {
        console.say("waiting for " + holder.map(AdvisoryLock::inWords).orElse(GONE));
        said = name;
      }
      if (queueTimeout.isPositive() && System.nanoTime() - deadline > 0) {
        throw held(queueTimeout, holder);
      }
      interruption.pause(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private static RunFailed held(Duration queueTimeout, Optional<Backend> holder) {
    var error =
        RunError.of(
            Failure.LockHeld,
            "another run holds the lock of this database for longer than "
                + TimeSpan.of(queueTimeout)
                + ": "
                + holder.map(AdvisoryLock::inWords).orElse(GONE));
    return new RunFailed(
        holder
            .filter(Backend::idle)
            .map(
                idle ->
                    error.remedy(
                        "It does nothing: a pool or a crash may have left it behind"
                            + idle.endIfIdle()))
            .orElse(error),
        null);
  }

  private static String inWords(Backend holder) {
    return holder.name()
        + (holder.connected() == null ? "" : ", connected since " + holder.connected() + " UTC")
        + (holder.idle() ? ", " + holder.state() + " since " + holder.since() + " UTC" : "");
  }

  private boolean tryOnce(long key) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private Optional<Backend> holder(long key) throws SQLException {
    try (var statement = connection.prepareStatement(HOLDER)) {
      // PostgreSQL shows the key's upper and lower half, both without a sign.
      statement.setLong(1, key >>> 32);
      statement.setLong(2, key & 0xFFFF_FFFFL);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(Backend.of(row)) : Optional.empty();
      }
    }
  }
}

package dev.schemagate.runner.postgres;

import dev.schemagate.runner.report.Console;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Says what PostgreSQL says of a statement that takes long: who blocks it, how far it is. It looks
 * from a session of its own, opened only once a script is slow; the run neither waits for it nor
 * fails by it.
 */
public final class StatementWatch implements AutoCloseable {
  private static final long LONGEST_TICK = 1000;
  private static final long SHORTEST_TICK = 20;

  /** A server that has no connection left for us may have one later. */
  private static final Duration REOPEN = Duration.ofSeconds(30);

  private record Running(String script, ToIntFunction<String> lineOf, long began) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  private final ConnectionSettings settings;
  private final int pid;
  private final Console console;
  private final Duration patience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "statement-watch");
  private final Cadence cadence = new Cadence();
  private Running running;
  private List<Backend> blockers = List.of();
  private Activity activity;
  private long openFrom = System.nanoTime();

  /**
   * @param pid the session to watch
   */
  public StatementWatch(ConnectionSettings settings, int pid, Console console) {
    this.settings = settings;
    this.pid = pid;
    this.console = console;
    // Whoever blocks must be seen before lock_timeout ends the statement.
    var half = settings.lockTimeout().dividedBy(2);
    this.patience = half.isPositive() && half.compareTo(Cadence.QUIET) < 0 ? half : Cadence.QUIET;
    thread.setDaemon(true);
  }

  /**
   * A script begins.
   *
   * @param lineOf the line in it where a statement with this text stands; 0 for unknown
   */
  public synchronized void begin(String script, ToIntFunction<String> lineOf) {
    running = new Running(script, lineOf, System.nanoTime());
    blockers = List.of();
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** The script has ended: nothing more is said of it. */
  public synchronized void end() {
    running = null;
  }

  /** Whom the script's last statement was last seen to wait for. */
  public synchronized Optional<Backend> blocker() {
    return blockers.stream().findFirst();
  }

  @Override
  public void close() {
    end();
    closed.countDown();
  }

  private void watch() {
    var tick = Math.clamp(patience.toMillis() / 2, SHORTEST_TICK, LONGEST_TICK);
    try {
      while (!closed.await(tick, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // The run goes on without it.
    } finally {
      giveUp();
    }
  }

  private void look() {
    var script = running();
    if (script == null || script.age().compareTo(patience) < 0) {
      return;
    }
    var sight = sight(script);
    synchronized (this) {
      if (running == script) {
        blockers = sight.blockers();
        if (cadence.due(sight)) {
          console.say(inWords(script, sight));
        }
      }
    }
  }

  private synchronized Running running() {
    return running;
  }

  /** By our own clock alone when the server shows nothing. */
  private Sight sight(Running script) {
    var seen = activity();
    return seen != null ? seen : new Sight("", "", script.age(), null, null, List.of());
  }

  private Sight activity() {
    try {
      if (activity == null && System.nanoTime() - openFrom >= 0) {
        openFrom = System.nanoTime() + REOPEN.toNanos();
        activity = Activity.open(settings, pid);
      }
      return activity == null ? null : activity.look();
    } catch (SQLException | RuntimeException e) {
      giveUp();
      return null;
    }
  }

  private void giveUp() {
    if (activity != null) {
      activity.close();
      activity = null;
    }
  }

  private static String inWords(Running script, Sight sight) {
    var line = script.lineOf().applyAsInt(sight.query());
    var known = sight.inWords();
    return "still running "
        + script.script()
        + (line > 0 ? ":" + line : "")
        + " after "
        + sight.age().toSeconds()
        + " s"
        + (known.isEmpty() ? "" : ": " + known);
  }
}

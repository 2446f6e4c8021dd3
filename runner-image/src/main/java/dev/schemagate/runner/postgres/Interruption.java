package dev.schemagate.runner.postgres;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM: ends the running statement, gives the run time to say so, and then ends the process. The
 * thread itself is not interrupted, since that would break the files it writes.
 */
public final class Interruption {
  /** Kubernetes gives a pod 30 s; whoever presses Ctrl-C has less patience. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Runnable giveUp;
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile Session running;
  private volatile int exitCode = ExitCode.TRY_AGAIN.code();

  /**
   * @param giveUp reports in the place of a run that does not end in time
   */
  public Interruption(Runnable giveUp) {
    this.giveUp = giveUp;
  }

  public void listen() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The session whose statement is to be ended; null for none. */
  public void watch(Session session) {
    running = session;
  }

  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits, and fails at once when the run is told to stop. */
  public void pause(Duration duration) {
    try {
      if (requested.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        throw beforeNext();
      }
    } catch (InterruptedException e) {
      throw beforeNext();
    }
  }

  /** Fails when the run is told to stop. */
  public void check() {
    if (requested()) {
      throw beforeNext();
    }
  }

  private static RunFailed beforeNext() {
    return RunFailed.because(
        Failure.Interrupted, "told to stop; no statement was running. Run again to go on");
  }

  /** The run is over and has reported; from here on a signal changes nothing. */
  public void finish(int code) {
    exitCode = code;
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came first: the hook ends the process, with this exit code.
    }
  }

  private void stop() {
    if (finished.getCount() == 0) {
      return;
    }
    requested.countDown();
    try {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      do {
        var session = running;
        if (session != null) {
          session.cancel();
        }
      } while (!finished.await(1, TimeUnit.SECONDS) && System.nanoTime() < deadline);
      if (finished.getCount() != 0) {
        giveUp.run();
      }
    } catch (InterruptedException e) {
      giveUp.run();
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}

package dev.schemagate.report;

/**
 * How a run ends, as a process exit code of <code>sysexits.h</code>. The Job's <code>
 * podFailurePolicy</code> reads the same numbers: a permanent one fails the Job at once.
 */
public enum ExitCode {
  /** The database is where the target asks for, whether or not anything had to run. */
  DONE(0, false),
  /** Of <code>check</code> alone: nothing is wrong, but migrations are pending. */
  PENDING(1, false),
  /** EX_USAGE: the command line is wrong. */
  USAGE(64, true),
  /** EX_DATAERR: the migrations are wrong, or one of them failed. */
  MIGRATION_FAILED(65, true),
  /** EX_SOFTWARE: a defect of Schemagate. */
  BUG(70, true),
  /** EX_TEMPFAIL: nothing is wrong with the migrations; the same run may succeed later. */
  TRY_AGAIN(75, false),
  /** EX_CONFIG: the settings are wrong. */
  CONFIGURATION(78, true);

  private final int code;
  private final boolean permanent;

  ExitCode(int code, boolean permanent) {
    this.code = code;
    this.permanent = permanent;
  }

  public int code() {
    return code;
  }

  /** Whether trying again without a change is pointless. */
  public boolean permanent() {
    return permanent;
  }
}

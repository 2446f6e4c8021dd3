package dev.schemagate.report;

/**
 * Why a run did not reach its target. Each names the condition reason that the resource shows, and
 * the exit code that tells the Job whether to try again.
 */
public enum Failure {
  /** The command line, or a value in it, is wrong. */
  InvalidArguments(ExitCode.USAGE),
  /** A setting is missing, malformed or contradicts another. */
  InvalidConfiguration(ExitCode.CONFIGURATION),
  /** The folder that the Secret is mounted at is empty: the Secret does not exist yet. */
  SecretNotFound(ExitCode.TRY_AGAIN),
  /** The server does not answer: host, port, network, or it is starting up. */
  DatabaseUnreachable(ExitCode.TRY_AGAIN),
  /** SQLSTATE 28xxx: user or password. Tried again, since Secrets get rotated and repaired. */
  AuthenticationFailed(ExitCode.TRY_AGAIN),
  /** SQLSTATE 3D000: no database of that name. Tried again, since it may be made later. */
  DatabaseNotFound(ExitCode.TRY_AGAIN),
  /** Another run holds the lock of this database and history table for longer than it may. */
  LockHeld(ExitCode.TRY_AGAIN),
  /** SQLSTATE 55P03: a statement waited too long for a lock of PostgreSQL. */
  LockTimeout(ExitCode.TRY_AGAIN),
  /** SQLSTATE 40001, 40P01: PostgreSQL chose this transaction as the victim. */
  Conflict(ExitCode.TRY_AGAIN),
  /** The revision that was waited for is not applied yet. */
  NotAppliedYet(ExitCode.TRY_AGAIN),
  /** The connection broke in the middle of a run. */
  ConnectionLost(ExitCode.TRY_AGAIN),
  /** SIGTERM: the pod was told to go. */
  Interrupted(ExitCode.TRY_AGAIN),
  /** A pooler that keeps no session for the run, or not its settings, is in between. */
  PoolerDetected(ExitCode.CONFIGURATION),
  /** SQLSTATE 42501: the role may not do what a migration or the history table needs. */
  InsufficientPrivilege(ExitCode.MIGRATION_FAILED),
  /** The source holds no migration. */
  NoMigrations(ExitCode.MIGRATION_FAILED),
  /** The target is not a revision of the source. */
  UnknownTarget(ExitCode.MIGRATION_FAILED),
  /** The database is past the target, and a downgrade was not allowed. */
  DowngradeForbidden(ExitCode.MIGRATION_FAILED),
  /** A migration that would have to be undone can't be: nothing was run. */
  IrreversibleMigration(ExitCode.MIGRATION_FAILED),
  /** The database holds revisions that the source does not know, and that is to be refused. */
  DatabaseAhead(ExitCode.MIGRATION_FAILED),
  /** The database has tables, but no history of migrations. */
  NotAdopted(ExitCode.MIGRATION_FAILED),
  /** An applied migration was changed afterwards. */
  ChecksumMismatch(ExitCode.MIGRATION_FAILED),
  /** Migrations and history contradict each other in another way. */
  ValidationFailed(ExitCode.MIGRATION_FAILED),
  /** An earlier migration outside a transaction stopped half way: a person must look. */
  FailedMigrationPresent(ExitCode.MIGRATION_FAILED),
  /** A migration's own statement failed. */
  MigrationFailed(ExitCode.MIGRATION_FAILED),
  /** The engine said that it was done, but a fresh connection sees another revision. */
  NotProven(ExitCode.MIGRATION_FAILED),
  /** A defect of Schemagate. */
  InternalError(ExitCode.BUG);

  private final ExitCode exitCode;

  Failure(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}

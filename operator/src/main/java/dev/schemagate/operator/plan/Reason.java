package dev.schemagate.operator.plan;

import dev.schemagate.report.Failure;
import java.util.Optional;

/**
 * Every reason that a condition of a <code>DatabaseMigration</code> can show, with what it means
 * and what to do. One enum for all of them: the documentation's table is made from it.
 */
public enum Reason {
  Applied("The run applied migrations, and the database is at the target."),
  Downgraded("The run undid migrations, and the database is at the target."),
  Stamped("The run adopted the schema: it recorded a revision, and nothing was left to run."),
  UpToDate("The database was at the target already."),
  Running("The run is going on."),
  Suspended("spec.suspend is true: no run is started."),
  PreviousRunActive(
      "A run of an earlier spec is in the middle of a migration; this one starts when it ends."),
  JobRejected(
      "The API server refuses the run's Job (a quota, an admission policy); it is tried again."),
  ConfigMapNotFound("The ConfigMap of the source does not exist; the run starts when it does."),
  Unschedulable("No node takes the run's pod; the message is the scheduler's."),
  ImagePullBackOff(
      "The runner image or the source image can't be pulled. Correct its name, or the pull secret;"
          + " the kubelet tries again by itself."),
  PodNotStarted("The run's pod can't be started; the message is the kubelet's."),
  RunnerCrashed("The run's container died without a report; the Job tries again."),
  SecretNotFound(
      "The Secret of the database does not exist or is empty; the run is tried again until it is"
          + " there."),
  DatabaseUnreachable(
      "The database server does not answer. Check host, port and network policies; the run is tried"
          + " again."),
  AuthenticationFailed(
      "The server refuses user or password. Correct the Secret; the run is tried again."),
  DatabaseNotFound("The server has no database of that name. The run is tried again."),
  LockHeld("Another run holds the lock of this database. The run is tried again."),
  LockTimeout(
      "A migration waited longer than timeouts.lock for a lock of PostgreSQL. The run is tried"
          + " again."),
  Conflict("PostgreSQL ended the transaction in favour of another one. The run is tried again."),
  ConnectionLost("The connection broke in the middle of a run. The run is tried again."),
  Interrupted("The run's pod was told to go. The run is tried again."),
  DeadlineExceeded("The run took longer than timeouts.run. Raise it, or set rerun to try again."),
  ResultLost(
      "The run ended, but its pod is gone with its report. Set rerun to any new value: what is"
          + " applied is not run twice."),
  InvalidArguments("The run was started with wrong arguments."),
  InvalidConfiguration(
      "A setting or a key of the Secret is missing or malformed. Correct it, then set rerun."),
  PoolerDetected("A connection pooler is in front of the database. Connect to PostgreSQL itself."),
  InsufficientPrivilege(
      "The role may not do what a migration needs. Grant it or set database.role, then set rerun."),
  NoMigrations("The source holds no migration. Correct its path or its content."),
  UnknownTarget("The target is not a revision of the source."),
  DowngradeForbidden(
      "The database is past the target.",
      "Set spec.downgrade to Allow to undo what is above it, or correct spec.target."),
  IrreversibleMigration(
      "A migration above the target can't be undone, mostly for want of its undo script.",
      "Nothing was run. Mend each of them in the source, or correct spec.target."),
  DatabaseAhead(
      "The database has revisions that the source does not know.",
      "Name a source that knows them, or set spec.databaseAhead to Accept."),
  NotAppliedYet("Of wait alone: the revision that it waits for is not applied yet."),
  NotAdopted(
      "The database has tables, but no history of migrations.",
      "Set spec.adopt.revision to the revision that they are at."),
  ChecksumMismatch(
      "A migration was changed after it was applied. Bring its file back, and put the change into a"
          + " new migration."),
  ValidationFailed("The source and the database's history contradict each other."),
  FailedMigrationPresent(
      "A migration outside of a transaction stopped half way. Clean up by hand and repair the"
          + " history, then set rerun."),
  MigrationFailed(
      "A statement of a migration failed. Correct the migration; the message names file and line."),
  NotProven("The engine reported success, but the database is not at the target."),
  InternalError("A defect of Schemagate: the run's log has more.");

  private final String words;
  private final String remedy;

  Reason(String words) {
    this.words = words;
    this.remedy = null;
  }

  Reason(String meaning, String remedy) {
    this.words = meaning + " " + remedy;
    this.remedy = remedy;
  }

  /** What it means and what to do, in a sentence or two. */
  public String words() {
    return words;
  }

  /** The fields to set, instead of the flags that the runner names; empty where it names none. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  /** The reason of the same name: a failure is shown as the run names it. */
  public static Reason of(Failure failure) {
    return valueOf(failure.name());
  }
}

package dev.schemagate.runner.engine;

import dev.schemagate.runner.postgres.Session;

/** What knows one way to write migrations down. Every method throws RunFailed with its reason. */
public interface Engine {
  /** The word that reports and command lines use. */
  String name();

  /** The key of the advisory lock that keeps this history to one run at a time. */
  long lockKey(Session session);

  /** Compares source and history; refuses a target that this run can't bring the database to. */
  Plan plan(Session session, Target target);

  /** Applies what the plan lacks. */
  void migrate(Session session, Plan plan, Progress progress);

  /** Source and history as they are, whether or not they agree. */
  State state(Session session);

  /**
   * Reads the history again and fails unless the plan's target is in it, whatever {@link #migrate}
   * said.
   *
   * @param fresh a session that the migrations did not run in
   */
  State prove(Session fresh, Plan plan);
}

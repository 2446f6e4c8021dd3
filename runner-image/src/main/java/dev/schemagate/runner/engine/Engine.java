package dev.schemagate.runner.engine;

import dev.schemagate.runner.postgres.Session;
import java.util.List;

/** What knows one way to write migrations down. Every method throws RunFailed with its reason. */
public interface Engine {
  /** The word that reports and command lines use. */
  String name();

  /** Does beforehand what needs no session, beside a login that waits for its answers. */
  void warmUp();

  /** The key of the advisory lock that keeps this history to one run at a time. */
  long lockKey(Session session);

  /** Compares source and history; refuses what this run can't or may not do. */
  Plan plan(Session session, Target target, Policy policy);

  /** What it takes to make the history say that the database is at the target, running nothing. */
  Plan stamp(Session session, Target target);

  /** Does what the plan says. */
  void run(Session session, Plan plan, Progress progress);

  /** Sets rows of the history right that no run would get past, and runs nothing. */
  List<Repaired> repair(Session session);

  /** Source and history as they are, whether or not they agree. */
  State state(Session session);

  /** Each migration of source and history, in the order in which they ran or would run. */
  List<Migration> migrations(Session session);

  /**
   * Reads the history again and fails unless it is what the plan makes of it, whatever {@link #run}
   * said.
   *
   * @param fresh a session that the migrations did not run in
   */
  State prove(Session fresh, Plan plan);
}

package dev.schemagate.operator.plan;

import dev.schemagate.api.Condition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The three conditions, said together so that they can't contradict each other: Ready is the one
 * truth, Reconciling means on the way, Stalled means that a person must act (kstatus).
 */
record Readiness(boolean ready, boolean reconciling, boolean stalled, Reason why, String message) {

  private static final Set<Reason> EXPECTED =
      EnumSet.of(
          Reason.Applied,
          Reason.Downgraded,
          Reason.Stamped,
          Reason.UpToDate,
          Reason.Running,
          Reason.Suspended,
          Reason.PreviousRunActive);

  /** Whether nothing is wrong: no warning is due. */
  static boolean isExpected(Reason why) {
    return EXPECTED.contains(why);
  }

  static Readiness ready(Reason why, String message) {
    return new Readiness(true, false, false, why, message);
  }

  static Readiness reconciling(Reason why, String message) {
    return new Readiness(false, true, false, why, message);
  }

  static Readiness idle(Reason why, String message) {
    return new Readiness(false, false, false, why, message);
  }

  static Readiness stalled(Reason why, String message) {
    return new Readiness(false, false, true, why, message);
  }

  List<Condition> conditions(Long generation) {
    return List.of(
        condition("Ready", ready, generation),
        condition("Reconciling", reconciling, generation),
        condition("Stalled", stalled, generation));
  }

  private Condition condition(String type, boolean is, Long generation) {
    return new Condition(type, is ? "True" : "False", generation, null, why.name(), message);
  }
}

package dev.schemagate.runner.engine;

import dev.schemagate.runner.postgres.Backend;
import dev.schemagate.runner.postgres.Interruption;
import dev.schemagate.runner.postgres.StatementWatch;
import dev.schemagate.runner.report.Console;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Says each migration as it begins and ends, and lets none begin once the run is told to stop. */
public final class Progress {
  private final Console console;
  private final Interruption interruption;
  private StatementWatch watch;
  private int steps;
  private int begun;
  private long since;
  private final Map<Step.Apply, Long> uncommitted = new LinkedHashMap<>();
  private final List<String> applied = new ArrayList<>();
  private boolean halfDone;
  private int undone;
  private String stamped;

  public Progress(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /** A plan is about to be carried out. */
  public void start(Plan plan, StatementWatch statements) {
    steps = (int) plan.steps().stream().filter(Progress::runs).count();
    watch = statements;
  }

  private static boolean runs(Step step) {
    return !(step instanceof Step.Stamp) && step.script() != null;
  }

  /**
   * A migration begins.
   *
   * @param lineOf the line in its script where a statement with this text stands; 0 for unknown
   */
  public void begin(String script, ToIntFunction<String> lineOf) {
    interruption.check();
    since = System.nanoTime();
    console.say("[" + ++begun + "/" + steps + "] running " + script);
    watch.begin(script, lineOf);
  }

  /** As {@link #begin(String, ToIntFunction)}, for a migration in whose script no line is found. */
  public void begin(String script) {
    begin(script, statement -> 0);
  }

  /** The migration ran to its end. It counts as applied once its transaction is committed. */
  public void ended(String script, String revision) {
    watch.end();
    uncommitted.put(new Step.Apply(revision, script), millis());
  }

  /** What ended before is committed. */
  public void committed() {
    uncommitted.forEach(
        (step, millis) -> {
          applied.add(step.script());
          console.say("applied " + step.script() + " in " + millis + " ms");
        });
    uncommitted.clear();
  }

  /**
   * A run failed, maybe while it committed.
   *
   * @param revisions those that the database holds
   * @return what ended and was not committed
   */
  public List<Step.Apply> committed(Collection<String> revisions) {
    var lost =
        uncommitted.keySet().stream().filter(step -> !revisions.contains(step.revision())).toList();
    lost.forEach(uncommitted::remove);
    committed();
    return lost;
  }

  public void undone(String script) {
    watch.end();
    undone++;
    console.say("undone with " + script + " in " + millis() + " ms");
  }

  /** What was undone and stamped since the run began is as it was. */
  public void rolledBack() {
    failed(true);
    undone = 0;
    stamped = null;
  }

  /** The history was made to say this revision, and nothing was run for it. */
  public void stamped(String revision) {
    stamped = revision;
    console.say("stamped " + revision);
  }

  /**
   * The migration that began has failed.
   *
   * @param inTransaction whether nothing of it stays
   */
  public void failed(boolean inTransaction) {
    watch.end();
    halfDone = !inTransaction;
  }

  private long millis() {
    return (System.nanoTime() - since) / 1_000_000;
  }

  /** Whom the migration's last statement was last seen to wait for. */
  public Optional<Backend> blocker() {
    return Optional.ofNullable(watch).flatMap(StatementWatch::blocker);
  }

  /** Whether any migration has begun. */
  public boolean begun() {
    return begun > 0;
  }

  /** Whether a migration has failed and may have left something behind. */
  public boolean halfDone() {
    return halfDone;
  }

  /** The scripts that this run has applied. */
  public List<String> applied() {
    return List.copyOf(applied);
  }

  /** How many migrations this run has undone. */
  public int undone() {
    return undone;
  }

  /** The revision that this run stamped; null when it stamped none. */
  public String stamped() {
    return stamped;
  }
}

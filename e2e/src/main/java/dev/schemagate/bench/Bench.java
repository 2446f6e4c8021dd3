package dev.schemagate.bench;

import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.TestCluster;
import dev.schemagate.testbed.Unavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Measures and tells: whatever the figures are, the exit code is 0. */
public final class Bench {

  private static final String HELP =
      """
      Usage: e2e/bench [--runs N] [--idle DURATION] [MEASUREMENT...]

      Starts a Kubernetes and a PostgreSQL of its own, installs Schemagate by its chart, measures it
      beside what there is without it, and prints a table. Without names it measures everything:
      about 25 minutes. noop, scripts and wait are of the runner alone and need no Kubernetes.

      %s

        --runs N         how often each side of ready, gate, noop and wait is measured: 15
        --idle DURATION  how long the operator is watched doing nothing: 300s
        --help           this text

      Needs what ./demo needs. Speed is told here and asserted nowhere: a busy machine is no error.
      """;

  private final List<Measurement> measurements;
  private final Table table = new Table();
  private final long began = System.nanoTime();

  private Bench(List<Measurement> measurements) {
    this.measurements = measurements;
  }

  private static List<Measurement> all(Options options) {
    return List.of(
        new ReadyTime(options.runs()),
        new GateTime(options.runs()),
        new Requests(options.idle()),
        new Handover(),
        new Memory(),
        new StartTime(),
        new ImageSize(),
        new NoOp(options.runs()),
        new ManyScripts(),
        new SatisfiedWait(options.runs()));
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      var options = Options.parse(arguments);
      var all = all(options);
      var names = all.stream().map(Measurement::name).toList();
      for (var name : options.names()) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException("there is no measurement " + name);
        }
      }
      if (options.help()) {
        System.out.print(help());
      } else {
        new Bench(all.stream().filter(options::wants).toList()).run();
      }
    } catch (IllegalArgumentException e) {
      System.err.printf("%s%n%n%s", e.getMessage(), help());
      System.exit(64);
    } catch (Unavailable e) {
      System.err.println("The bench can't run here: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("The bench failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static String help() {
    return HELP.formatted(
        all(Options.parse()).stream()
            .map(m -> "  %-16s %s".formatted(m.name(), m.title()))
            .collect(Collectors.joining("\n")));
  }

  private void run() throws IOException, InterruptedException {
    try (var cluster = cluster();
        var postgres = Postgres.start()) {
      var bed = new Bed(cluster, postgres, this::say);
      var machine = Machine.describe(cluster == null ? null : cluster.client());
      var load = Machine.load();
      for (var measurement : measurements) {
        say(measurement.name() + ": " + measurement.title());
        measure(measurement, bed);
      }
      System.out.printf(
          "%n%s%nMedians. On %s; load at the start %s, at the end %s.%n",
          table, machine, load, Machine.load());
    }
  }

  /** Null when nothing is measured in it. */
  private TestCluster cluster() throws IOException {
    var needed = measurements.stream().anyMatch(Measurement::inCluster);
    return needed ? TestCluster.start(this::say) : null;
  }

  /** One that fails is no reason to lose the others. */
  private void measure(Measurement measurement, Bed bed) throws InterruptedException {
    try {
      for (var figure : measurement.measure(bed)) {
        table.add(figure);
        say("  " + figure); // now already, for who doesn't wait for the table
      }
    } catch (IOException | SQLException | UncheckedIOException | KubernetesClientException e) {
      table.failed(measurement.name(), e.getMessage());
    }
  }

  private void say(String what) {
    System.out.printf("%7.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
  }
}

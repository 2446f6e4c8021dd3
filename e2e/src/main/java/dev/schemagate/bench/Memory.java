package dev.schemagate.bench;

import dev.schemagate.bench.Sightings.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The operator's resident memory, each time of a process just started. */
record Memory() implements Measurement {

  private static final int ROUNDS = 5;
  private static final int MANY = 200;

  /** After the start, so that the first probes and reconciles are in it. */
  private static final Duration SETTLE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String title() {
    return "the operator's resident memory with 1 and with 200 resources";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException {
    var pods = bed.install(1);
    var place = Workplace.open(bed, "bench-memory");
    try (var sightings = place.watch()) {
      place.apply(place.suspended("resource0"));
      sightings.of(Moment.ANSWERED, "resource0");
      var one = measure(pods, "memory: 1 resource, MB", 130);
      for (int i = 1; i < MANY; i++) {
        place.apply(place.suspended("resource" + i));
      }
      for (int i = 1; i < MANY; i++) {
        sightings.of(Moment.ANSWERED, "resource" + i);
      }
      return List.of(one, measure(pods, "memory: %d resources, MB".formatted(MANY), 150));
    } finally {
      place.close();
    }
  }

  private static Figure measure(OperatorPods pods, String name, double limit)
      throws IOException, InterruptedException {
    var resident = new Samples();
    var anonymous = new Samples();
    for (int i = 0; i < ROUNDS; i++) {
      var process = OperatorProcess.of(pods.restart());
      Thread.sleep(SETTLE);
      resident.add(process.residentMegabytes());
      anonymous.add(process.anonymousMegabytes());
    }
    return Figure.of(
        name,
        resident,
        Target.atMost(limit),
        String.format(
            Locale.ROOT,
            "%.0f MB of it are the process's own, the rest pages of files",
            anonymous.median()));
  }
}

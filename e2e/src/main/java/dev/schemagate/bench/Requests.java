package dev.schemagate.bench;

import dev.schemagate.bench.AuditLog.Request;
import dev.schemagate.bench.Sightings.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the operator asks of the API server, for a migration and for doing nothing. */
record Requests(Duration idle) implements Measurement {

  private static final int MIGRATIONS = 10;

  /** Until the last Job is gone from the kubelet's and the Job controller's hands. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /** At the same pace whatever happens, and one for each thing worth telling. */
  private static final Set<String> APART = Set.of("leases", "events");

  @Override
  public String name() {
    return "requests";
  }

  @Override
  public String title() {
    return "requests to the API server: per migration, and idle (--idle 300s)";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException {
    var log =
        new AuditLog(
            bed.cluster()
                .auditLog()
                .orElseThrow(() -> new IOException("this cluster keeps no audit log")));
    bed.install(1);
    var place = Workplace.open(bed, "bench-requests");
    try (var sightings = place.watch()) {
      var figures = new ArrayList<>(List.of(migrate(place, sightings, log)));
      bed.say("idle for " + idle.toSeconds() + " s");
      figures.addAll(idle(log));
      return figures;
    } finally {
      place.close();
    }
  }

  private static Figure migrate(Workplace place, Sightings sightings, AuditLog log)
      throws IOException, InterruptedException, SQLException {
    var end = log.end();
    for (int i = 0; i < MIGRATIONS; i++) {
      var name = "migration" + i;
      place.database(name);
      place.apply(place.migration(name));
      sightings.of(Moment.READY, name);
    }
    Thread.sleep(SETTLE);
    var requests = log.since(end);
    var each = new Samples();
    for (int i = 0; i < MIGRATIONS; i++) {
      var name = "migration" + i;
      each.add(requests.stream().filter(counts().and(r -> r.object().startsWith(name))).count());
    }
    return Figure.of(
        "requests: per migration, without events",
        each,
        Target.atMost(3),
        "for %d migrations: %s".formatted(MIGRATIONS, byKind(requests)));
  }

  private List<Figure> idle(AuditLog log) throws IOException, InterruptedException {
    var end = log.end();
    Thread.sleep(idle);
    var requests = log.since(end);
    var minutes = idle.toMillis() / 60_000.0;
    return List.of(
        Figure.of(
            "requests: idle, for the lease, a minute",
            Samples.of(
                requests.stream().filter(r -> r.resource().equals("leases")).count() / minutes),
            Target.atMost(12),
            "in %d s: %s".formatted(idle.toSeconds(), byKind(requests))),
        Figure.of(
            "requests: idle, others, without watch renewals",
            Samples.of(
                requests.stream()
                    .filter(r -> !r.resource().equals("leases") && !r.verb().equals("watch"))
                    .count()),
            Target.atMost(0)));
  }

  private static Predicate<Request> counts() {
    return request -> !APART.contains(request.resource()) && !request.verb().equals("watch");
  }

  private static String byKind(List<Request> requests) {
    var kinds =
        requests.stream()
            .collect(Collectors.groupingBy(Request::kind, TreeMap::new, Collectors.counting()));
    return kinds.entrySet().stream()
        .map((Map.Entry<String, Long> kind) -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}

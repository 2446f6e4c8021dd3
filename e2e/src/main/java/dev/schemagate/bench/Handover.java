package dev.schemagate.bench;

import dev.schemagate.bench.Sightings.Moment;
import dev.schemagate.testbed.Installation;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leader is told to end: until the standby holds the lease, and until it works. Resources are
 * applied all the while, one after the other, so that the one that waits longest is known.
 */
record Handover() implements Measurement {

  private static final int ROUNDS = 5;
  private static final int WARM_UP = 1;
  private static final long APPLY_EVERY_MILLIS = 100;

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String title() {
    return "the leader's pod is deleted -> the standby leads, and reconciles";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException {
    var pods = bed.install(2);
    var place = Workplace.open(bed, "bench-handover");
    var holders = new ConcurrentHashMap<String, Long>();
    try (var sightings = place.watch();
        var _ = bed.client().leases().inNamespace(Installation.NAMESPACE).watch(noting(holders))) {
      var lease = new Samples();
      var works = new Samples();
      var longest = new Samples();
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        var round = round(place, sightings, holders, "round%d-".formatted(i + WARM_UP));
        if (i >= 0) {
          lease.add(round.lease / 1e9);
          works.add(round.works / 1e9);
          longest.add(round.longest / 1e9);
        }
        pods.awaitRollout(2);
      }
      return List.of(
          Figure.of("handover: pod deleted -> standby has the lease, s", lease, null),
          Figure.of("handover: pod deleted -> standby reconciles, s", works, Target.atMost(3)),
          Figure.of("handover: longest wait of a resource for its first status, s", longest, null));
    } finally {
      place.close();
    }
  }

  private record Round(long lease, long works, long longest) {}

  private static Round round(
      Workplace place, Sightings sightings, Map<String, Long> holders, String prefix)
      throws IOException, InterruptedException {
    var leader = holder(place);
    holders.clear(); // of the rounds before
    var applied = new LinkedHashMap<String, Long>();
    apply(place, prefix, applied);
    var began = System.nanoTime();
    place.client().pods().inNamespace(Installation.NAMESPACE).withName(leader).delete();
    var taken = Optional.<Long>empty();
    while (taken.isEmpty()) {
      Thread.sleep(APPLY_EVERY_MILLIS);
      apply(place, prefix, applied);
      taken = taken(holders, leader);
    }
    apply(place, prefix, applied); // at least one for the new leader
    var works = Long.MAX_VALUE;
    var longest = 0L;
    for (var one : applied.entrySet()) {
      var answered = sightings.of(Moment.ANSWERED, one.getKey());
      longest = Math.max(longest, answered - one.getValue());
      if (answered > taken.get()) {
        works = Math.min(works, answered);
      }
    }
    return new Round(taken.get() - began, works - began, longest);
  }

  private static void apply(Workplace place, String prefix, Map<String, Long> applied) {
    var name = prefix + applied.size();
    applied.put(name, System.nanoTime());
    place.apply(place.suspended(name));
  }

  private static String holder(Workplace place) throws IOException, InterruptedException {
    return Wait.get(
        "a leader",
        () ->
            Optional.ofNullable(
                    place
                        .client()
                        .leases()
                        .inNamespace(Installation.NAMESPACE)
                        .withName("schemagate")
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(holder -> !holder.isEmpty()));
  }

  private static Optional<Long> taken(Map<String, Long> holders, String before) {
    return holders.entrySet().stream()
        .filter(holder -> !holder.getKey().equals(before))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Watcher<Lease> noting(Map<String, Long> holders) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Lease lease) {
        var holder = lease.getSpec().getHolderIdentity();
        if (holder != null && !holder.isEmpty()) {
          holders.putIfAbsent(holder, System.nanoTime());
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        // the round gives up in time
      }
    };
  }
}

package dev.schemagate.bench;

import dev.schemagate.api.DatabaseMigration;
import dev.schemagate.bench.Sightings.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * From apply to Ready, beside the very same Job made by hand. The kubelet looks for ended
 * containers once a second, so only the two of one round compare; and what the operator itself adds
 * is measured apart from that.
 */
record ReadyTime(int runs) implements Measurement {

  private static final int WARM_UP = 2;

  @Override
  public String name() {
    return "ready";
  }

  @Override
  public String title() {
    return "apply -> Ready=True, beside a bare Job of the same pod";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException {
    bed.install(1);
    var place = Workplace.open(bed, "bench-ready");
    try (var sightings = place.watch()) {
      return new Series(place, sightings).run(runs);
    } finally {
      place.close();
    }
  }

  private static final class Series {
    private final Workplace place;
    private final Sightings sightings;
    private Samples ready = new Samples();
    private Samples ended = new Samples();
    private Samples complete = new Samples();
    private Samples share = new Samples();
    private Samples bareShare = new Samples();
    private BareJob bare;

    Series(Workplace place, Sightings sightings) {
      this.place = place;
      this.sightings = sightings;
    }

    List<Figure> run(int runs) throws IOException, InterruptedException, SQLException {
      for (int i = 0; i < WARM_UP; i++) {
        round("warm" + i);
      }
      ready = new Samples();
      ended = new Samples();
      complete = new Samples();
      share = new Samples();
      bareShare = new Samples();
      for (int i = 0; i < runs; i++) {
        round("run%03d".formatted(i));
      }
      return figures();
    }

    private void round(String name) throws IOException, InterruptedException, SQLException {
      var ours = "ours-" + name;
      place.database(ours);
      var began = System.nanoTime();
      place.apply(place.migration(ours));
      ready.addMillis(sightings.of(Moment.READY, ours) - began);
      var job = job(ours);
      var head = sightings.of(Moment.CREATED, job) - began;
      var tail = sightings.of(Moment.READY, ours) - sightings.of(Moment.TERMINATED, job);
      share.addMillis(head + tail);
      sightings.of(Moment.COMPLETE, job);

      var bares = "bare-" + name;
      place.database(bares);
      var copy = like(ours).named(bares);
      var beganBare = System.nanoTime();
      place.apply(copy);
      bareShare.addMillis(sightings.of(Moment.CREATED, bares) - beganBare);
      ended.addMillis(sightings.of(Moment.TERMINATED, bares) - beganBare);
      complete.addMillis(sightings.of(Moment.COMPLETE, bares) - beganBare);
    }

    private String job(String migration) {
      return place
          .client()
          .resources(DatabaseMigration.class)
          .inNamespace(place.namespace())
          .withName(migration)
          .get()
          .getStatus()
          .run()
          .job();
    }

    private BareJob like(String migration) {
      if (bare == null) {
        var made =
            place
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(place.namespace())
                .withName(job(migration))
                .get();
        bare = new BareJob(made, migration);
      }
      return bare;
    }

    private List<Figure> figures() {
      return List.of(
          Figure.beside(
              "ready: apply -> Ready | bare Job's container end, ms",
              ready,
              ended,
              Target.ratioAtMost(1.15),
              String.format(
                  Locale.ROOT,
                  "by rounds, the ratio's median is %.2f (%.2f-%.2f)",
                  ready.by(ended).median(),
                  ready.by(ended).min(),
                  ready.by(ended).max())),
          Figure.beside("ready: apply -> Ready | bare Job's Complete, ms", ready, complete, null),
          Figure.beside(
              "ready: of it outside the pod | bare Job's, ms",
              share,
              bareShare,
              null,
              "until the Job is seen, and from its container's end until Ready: without the"
                  + " kubelet's second"));
    }
  }
}

package dev.schemagate.bench;

import dev.schemagate.bench.Sightings.Moment;
import dev.schemagate.testbed.Image;
import dev.schemagate.testbed.Images;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * From Ready to the gated pod's start, beside a pod whose gate this program removes the moment it
 * sees the same Ready: the machine is equally busy with the end of the run.
 */
record GateTime(int runs) implements Measurement {

  private static final int WARM_UP = 2;

  private static final PatchContext STRATEGIC =
      new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).build();

  private static final String REMOVE_GATE =
      """
      {"spec":{"schedulingGates":[{"$patch":"delete","name":"schemagate.dev/schema"}]}}\
      """;

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String title() {
    return "Ready=True -> a gated pod's container runs, beside a gate removed by hand";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException {
    bed.install(1);
    var image = app(bed);
    var place = Workplace.open(bed, "bench-gate");
    try (var sightings = place.watch()) {
      var ours = new Samples();
      var byHand = new Samples();
      for (int i = -WARM_UP; i < runs; i++) {
        var opened = round(place, sightings, image, "ours" + (i + WARM_UP), true);
        var patched = round(place, sightings, image, "hand" + (i + WARM_UP), false);
        if (i >= 0) {
          ours.addMillis(opened);
          byHand.addMillis(patched);
        }
      }
      return List.of(
          Figure.beside(
              "gate: Ready -> pod runs | gate removed by hand, ms",
              ours,
              byHand,
              Target.ratioAtMost(1.5),
              String.format(
                  Locale.ROOT, "by rounds, the ratio's median is %.2f", ours.by(byHand).median())));
    } finally {
      place.close();
    }
  }

  private static Image app(Bed bed) throws IOException {
    var folder = Files.createTempDirectory("schemagate-bench");
    try {
      write(folder);
      var image = Images.onThisHost(bed::say).app("bench", folder);
      bed.cluster().load(image.archive());
      return image;
    } finally {
      for (var file : Workplace.MIGRATIONS.keySet()) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  private static void write(Path folder) throws IOException {
    for (var migration : Workplace.MIGRATIONS.entrySet()) {
      Files.writeString(folder.resolve(migration.getKey()), migration.getValue());
    }
  }

  /** In nanoseconds. By hand the pod waits for what never comes, so that nobody else opens it. */
  private static long round(
      Workplace place, Sightings sightings, Image image, String name, boolean byOperator)
      throws IOException, InterruptedException, SQLException {
    place.database(name);
    var pod = place.apply(pod(name, byOperator ? name + "@1" : "nobody@1", image));
    place.apply(place.migration(name));
    var ready = sightings.of(Moment.READY, name);
    var began = ready;
    if (!byOperator) {
      began = System.nanoTime();
      place.client().resource(pod).patch(STRATEGIC, REMOVE_GATE);
    }
    var took = sightings.of(Moment.RUNNING, name) - began;
    place.client().resource(pod).withGracePeriod(0).delete();
    Wait.until("the pod's end", () -> place.client().resource(pod).get() == null);
    return took;
  }

  private static Pod pod(String name, String requirement, Image image) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: "%s"
          annotations: {schemagate.dev/requires: "%s"}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 1
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
          - name: web
            image: "%s"
            imagePullPolicy: IfNotPresent
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
        """
            .formatted(name, requirement, image.tag()),
        Pod.class);
  }
}

package dev.schemagate.bench;

import java.io.IOException;
import java.util.List;

/** From the start of the operator's JVM until it reconciles, with the image's AOT cache or not. */
record StartTime() implements Measurement {

  private static final int ROUNDS = 6;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "process start -> synced informers, with and without the AOT cache";
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException, InterruptedException {
    var with = new Samples();
    var without = new Samples();
    // a leader would make the new process wait for its lease
    for (int i = 0; i < ROUNDS; i++) {
      var cached = bed.install(1, "leaderElection=false");
      with.add(cached.startedMillis(cached.one()));
      var plain =
          bed.install(
              1,
              "leaderElection=false",
              "env[0].name=JAVA_TOOL_OPTIONS",
              "env[0].value=-XX:AOTMode=off");
      without.add(plain.startedMillis(plain.one()));
    }
    return List.of(
        Figure.beside(
            "start: with the AOT cache | without, ms", with, without, Target.ratioAtMost(0.5)));
  }
}

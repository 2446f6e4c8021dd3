package dev.schemagate.bench;

import dev.schemagate.testbed.Installation;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The cluster, the database server and the operator as a measurement wants it. */
final class Bed {

  private final TestCluster cluster;
  private final Postgres postgres;
  private final Consumer<String> progress;
  private List<String> installed;

  Bed(TestCluster cluster, Postgres postgres, Consumer<String> progress) {
    this.cluster = cluster;
    this.postgres = postgres;
    this.progress = progress;
  }

  /** By its chart with these values, unless that is what is there; all replicas are ready then. */
  OperatorPods install(int replicas, String... values) throws IOException, InterruptedException {
    var wanted = new ArrayList<>(List.of(values));
    wanted.add("replicas=" + replicas);
    var pods = new OperatorPods(cluster.client());
    if (!wanted.equals(installed)) {
      Installation.install(cluster, _ -> {}, wanted.toArray(String[]::new));
      installed = wanted;
      pods.awaitRollout(replicas);
    }
    return pods;
  }

  TestCluster cluster() {
    return cluster;
  }

  Postgres postgres() {
    return postgres;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  void say(String what) {
    progress.accept(what);
  }
}

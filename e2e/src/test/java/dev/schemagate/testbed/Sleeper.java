package dev.schemagate.testbed;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** A JVM that starts a part of the test bed and then waits to be killed. */
final class Sleeper {
  static final String FOLDER = "folder ";

  private Sleeper() {}

  public static void main(String[] arguments) throws Exception {
    var folder =
        switch (arguments[0]) {
          case "cluster" -> {
            var cluster = TestCluster.start(System.out::println);
            runPod(cluster.client());
            yield cluster.kubeconfig().getParent();
          }
          case "control-plane" -> ControlPlane.start(System.out::println).kubeconfig().getParent();
          case "postgres" -> Postgres.start().folder();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(FOLDER + folder);
    Thread.currentThread().join();
  }

  /** A pod means more to clean up: containers, cgroups, interfaces, mounts. */
  private static void runPod(KubernetesClient client) {
    var pod =
        client.resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("sleeper")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("localhost/schemagate-pause:1")
                .withImagePullPolicy("Never")
                .endContainer()
                .endSpec()
                .build());
    pod.create();
    pod.waitUntilReady(60, TimeUnit.SECONDS);
  }
}

package dev.schemagate.testbed;

import java.io.IOException;

/** A cluster for a developer to look at: lives until Ctrl-C. */
public final class Main {
  private Main() {}

  /** Starts it and prints how to reach it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var began = System.nanoTime();
    try (var cluster = TestCluster.start(System.out::println)) {
      System.out.printf("ready after %.1f s%n", (System.nanoTime() - began) / 1e9);
      System.out.println("export KUBECONFIG=" + cluster.kubeconfig());
      System.out.println("the cluster ends with this process: Ctrl-C");
      Thread.currentThread().join();
    } catch (Unavailable e) {
      System.err.println("no cluster: " + e.getMessage());
      System.exit(1);
    }
  }
}

package dev.schemagate.demo;

import dev.schemagate.testbed.Installation;
import dev.schemagate.testbed.Postgres;
import dev.schemagate.testbed.TestCluster;
import dev.schemagate.testbed.Unavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** A cluster, a database, Schemagate, and an application that meets a broken migration. */
public final class Demo {

  private static final String HELP =
      """
      Usage: ./demo [--keep]

      Starts a Kubernetes and a PostgreSQL of its own, installs Schemagate by its chart, and shows an
      application whose pods wait for their schema: a first version, a second one whose migration is
      broken, and its correction. Ends everything that it started.

        --keep   leave it running until Ctrl-C, and say how to look at it
        --help   this text

      Needs Docker, or Linux, root and Go 1.26 or later: then it builds Kubernetes from source, once.
      SCHEMAGATE_KUBECONFIG=FILE makes it use the cluster of that kubeconfig instead.
      """;

  private Demo() {}

  public static void main(String[] arguments) throws Exception {
    var options = Set.of(arguments);
    if (options.contains("--help")) {
      System.out.print(HELP);
    } else if (!List.of("--keep").containsAll(options)) {
      System.err.printf("unknown option: %s%n%n%s", String.join(" ", arguments), HELP);
      System.exit(64);
    } else {
      run(options.contains("--keep"));
    }
  }

  private static void run(boolean keep) throws InterruptedException {
    var steps = new Steps();
    try {
      steps.begin("cluster");
      try (var cluster = TestCluster.start(steps::say)) {
        steps.begin("database");
        try (var postgres = Postgres.start()) {
          play(steps, cluster, postgres);
          if (keep) {
            keep(steps, cluster);
          }
          steps.begin("clean up");
        }
      }
      steps.summary();
    } catch (Unavailable e) {
      System.err.println("The demo can't run here: " + e.getMessage());
      System.exit(1);
    } catch (IOException | SQLException e) {
      System.err.println("The demo failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void play(Steps steps, TestCluster cluster, Postgres postgres)
      throws IOException, SQLException, InterruptedException {
    steps.begin("install Schemagate");
    Installation.install(cluster, steps::say);
    var shop = Shop.open(steps, cluster, postgres);
    try (var _ = new Eyewitness(cluster.client(), steps)) {
      steps.begin("version 1.0");
      steps.say("apply: the application and its DatabaseMigration, together");
      shop.apply("1.0");
      shop.awaitVersion("1.0");

      steps.begin("version 2.0, broken");
      steps.say("apply: an image whose migration V3 is wrong");
      try (var visitor = new Visitor(shop)) {
        shop.apply("2.0");
        shop.awaitStalled();
        steps.say("new pods stay gated; " + visitor.report("version 1.0"));
      }

      steps.begin("version 2.1, mended");
      steps.say("apply: the same with V3 corrected");
      shop.apply("2.1");
      shop.awaitVersion("2.1");
    }
    steps.say(shop.kubectlGet());
  }

  private static void keep(Steps steps, TestCluster cluster) throws InterruptedException {
    steps.summary();
    System.out.printf(
        """

        It is all still there until you press Ctrl-C. In another terminal:

          export KUBECONFIG=%s
          kubectl -n shop get dbm,pods
          kubectl -n shop describe dbm orders
          kubectl -n shop logs -l app.kubernetes.io/managed-by=schemagate
          kubectl explain dbm.spec
        """,
        cluster.kubeconfig());
    Thread.currentThread().join();
  }
}

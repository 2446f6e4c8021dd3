package dev.schemagate.e2e;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import dev.schemagate.testbed.GatePolicy;
import dev.schemagate.testbed.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One operator for a class of tests, and a namespace for each test. */
@ExtendWith(ControlPlaneExtension.class)
abstract class WithOperator {

  static final String IMAGE =
      "flyway: {source: {image: {reference: \"acme/orders:1\", path: /sql}}}";

  @TempDir static Path folder;
  private static OperatorProcess operator;

  ClusterWithoutKubelet cluster;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    Helm.on(plane.kubeconfig(), System.out::println)
        .install("schemagate", OperatorProcess.NAMESPACE, List.of());
    operator = new OperatorProcess(plane.client(), folder, Map.of()).start();
  }

  @AfterAll
  static void end() {
    if (operator != null) {
      operator.close();
    }
  }

  @BeforeEach
  void namespace(ControlPlane plane) throws IOException {
    operator.assertAlive();
    cluster = new ClusterWithoutKubelet(plane.client());
    new GatePolicy(plane.client(), cluster.namespace()).awaitInForce();
  }
}

package dev.schemagate.testbed;

import java.io.IOException;

/** Injects the {@link TestCluster} of this JVM. */
public final class ClusterExtension extends SharedExtension<TestCluster> {
  public ClusterExtension() {
    super(TestCluster.class);
  }

  @Override
  TestCluster start() throws IOException {
    return TestCluster.start(System.out::println);
  }
}

package dev.schemagate.testbed;

import java.io.IOException;

/** Injects the {@link ControlPlane} of this JVM. */
public final class ControlPlaneExtension extends SharedExtension<ControlPlane> {
  public ControlPlaneExtension() {
    super(ControlPlane.class);
  }

  @Override
  ControlPlane start() throws IOException {
    return ControlPlane.start(System.out::println);
  }
}

package dev.schemagate.testbed;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM ends, its API server and its PostgreSQL end with it and leave nothing. */
@ExtendWith(ControlPlaneExtension.class)
class CleanUpIT {
  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void controlPlaneLeavesNothing(String signal) throws Exception {
    ChildJvm.leavesNothing(signal, "control-plane");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void postgresLeavesNothing(String signal) throws Exception {
    ChildJvm.leavesNothing(signal, "postgres");
  }
}

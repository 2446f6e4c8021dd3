package dev.schemagate.testbed;

import java.io.IOException;
import java.time.Duration;

/** Whether there is a Docker engine that answers. */
final class Docker {
  private Docker() {}

  static boolean available() {
    if (Command.find("docker").isEmpty()) {
      return false;
    }
    try {
      Command.of("docker", "version", "--format", "{{.Server.Version}}")
          .within(Duration.ofSeconds(10))
          .run();
      return true;
    } catch (IOException noEngine) {
      return false;
    }
  }
}

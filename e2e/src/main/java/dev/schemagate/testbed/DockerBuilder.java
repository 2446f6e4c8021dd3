package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds with Docker, on the base images that the Containerfiles name themselves. */
record DockerBuilder() implements ImageBuilder {
  @Override
  public String recipe() {
    return "docker";
  }

  @Override
  public void build(String tag, Path context, Map<String, String> arguments, Path archive)
      throws IOException {
    var line = new ArrayList<>(List.of("docker", "build", "--quiet", "--tag", tag));
    line.addAll(List.of("--file", context.resolve("Containerfile").toString()));
    arguments.forEach((name, value) -> line.addAll(List.of("--build-arg", name + "=" + value)));
    line.add(context.toString());
    Command.of(line).within(Duration.ofMinutes(20)).run();
    Command.of("docker", "save", "--output", archive.toString(), tag)
        .within(Duration.ofMinutes(5))
        .run();
  }
}

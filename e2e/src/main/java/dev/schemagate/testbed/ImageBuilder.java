package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Whatever can turn a Containerfile into an image on this machine. */
sealed interface ImageBuilder permits DockerBuilder, BuildahBuilder {
  static ImageBuilder find(Consumer<String> progress) throws IOException {
    return Docker.available() ? new DockerBuilder() : BuildahBuilder.install(progress);
  }

  /** What, besides the context, an image depends on: its archive is made anew when that changes. */
  String recipe() throws IOException;

  /** Builds the Containerfile in the context and writes the image as {@code docker save} does. */
  void build(String tag, Path context, Map<String, String> arguments, Path archive)
      throws IOException;
}

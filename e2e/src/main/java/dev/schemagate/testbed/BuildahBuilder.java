package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds with buildah, without Docker and without any registry: the images that the Containerfiles
 * start from are made of the system's packages, and are for tests only.
 */
record BuildahBuilder(Path script, Consumer<String> progress) implements ImageBuilder {
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** A base image, by the argument with which a Containerfile asks for it. */
  private enum Base {
    JDK_IMAGE("jdk", "a Debian with the JDK, to build images in: about 40 s, once"),
    BASE_IMAGE("runtime", "a minimal Debian, for images to run on"),
    BUSYBOX_IMAGE("busybox", "busybox");

    private final String function;
    private final String title;

    Base(String function, String title) {
      this.function = function;
      this.title = title;
    }

    List<String> arguments() {
      return this == JDK_IMAGE ? List.of(System.getProperty("java.home")) : List.of();
    }

    boolean usedBy(String containerfile) {
      return containerfile.lines().anyMatch(line -> line.startsWith("ARG " + name()));
    }
  }

  static BuildahBuilder install(Consumer<String> progress) throws IOException {
    if (!Requirements.root()) {
      throw new Unavailable(
          "images need Docker or, on Linux, root: install Docker, or run as root");
    }
    SystemPackages.install(
        progress, SystemPackages.NAMESPACES, SystemPackages.BUILDAH, SystemPackages.BOOTSTRAP);
    return new BuildahBuilder(Scripts.folder().resolve("images.sh"), progress);
  }

  @Override
  public String recipe() throws IOException {
    return "buildah " + baseTag("");
  }

  @Override
  public void build(String tag, Path context, Map<String, String> arguments, Path archive)
      throws IOException {
    var line = new ArrayList<>(List.of("bud", tag, context.toString()));
    var containerfile = Files.readString(context.resolve("Containerfile"));
    for (var base : Base.values()) {
      if (base.usedBy(containerfile)) {
        line.addAll(List.of("--build-arg", base.name() + "=" + present(base)));
      }
    }
    arguments.forEach((name, value) -> line.addAll(List.of("--build-arg", name + "=" + value)));
    run("building image " + tag, line);
    run("writing image " + tag, List.of("export_image", tag, archive.toString()));
  }

  private String present(Base base) throws IOException {
    var tag = baseTag(base.function);
    Cache.entry(
        "images/" + base.function + "-" + key() + ".made",
        made -> {
          progress.accept("making " + base.title);
          var line = new ArrayList<>(List.of(base.function, tag));
          line.addAll(base.arguments());
          run("making " + base.title, line);
          Files.writeString(made, tag + "\n");
        });
    return tag;
  }

  private String baseTag(String name) throws IOException {
    return "localhost/schemagate-" + name + ":" + key();
  }

  private String key() throws IOException {
    return new Digest()
        .add(Files.readAllBytes(script.resolveSibling("base-images.sh")))
        .add(System.getProperty("java.runtime.version"))
        .hex();
  }

  private void run(String title, List<String> arguments) throws IOException {
    var storage = Files.createDirectories(Cache.root().resolve("buildah"));
    var line =
        new ArrayList<>(
            List.of("unshare", "--mount", "bash", script.toString(), storage.toString()));
    line.addAll(arguments);
    new Work(title, line).run(LIMIT, progress);
  }
}

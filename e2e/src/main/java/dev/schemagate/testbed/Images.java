package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Images for the cluster, built from the checkout; the same files are built only once. */
public final class Images {
  private final Consumer<String> progress;
  private final ImageBuilder builder;

  private Images(Consumer<String> progress, ImageBuilder builder) {
    this.progress = progress;
    this.builder = builder;
  }

  /**
   * Finds what can build images here.
   *
   * @throws Unavailable when nothing can
   */
  public static Images onThisHost(Consumer<String> progress) throws IOException {
    return new Images(progress, ImageBuilder.find(progress));
  }

  public Image operator() throws IOException {
    return ofModule("operator");
  }

  public Image runner() throws IOException {
    return ofModule("runner-image");
  }

  /** A web server that carries the migrations of a folder in /app/db/migration. */
  public Image app(String version, Path migrations) throws IOException {
    var context = Files.createTempDirectory("schemagate-app");
    try {
      new Resource("images/app/Containerfile").copyTo(context.resolve("Containerfile"));
      Folders.copy(migrations, context.resolve("migration"));
      return build("localhost/schemagate-app:" + version, context, Map.of());
    } finally {
      Folders.delete(context);
    }
  }

  /** What holds a pod's namespaces. */
  Image pause() throws IOException {
    var context = Files.createTempDirectory("schemagate-pause");
    try {
      new Resource("images/pause/Containerfile").copyTo(context.resolve("Containerfile"));
      return build("localhost/schemagate-pause:1", context, Map.of());
    } finally {
      Folders.delete(context);
    }
  }

  private Image ofModule(String module) throws IOException {
    var context = Checkout.root().resolve(module).resolve("target/image");
    if (!Files.exists(context.resolve("Containerfile"))) {
      throw new IOException(
          "no image prepared in %s: run ./mvnw package -pl %s -am first"
              .formatted(context, module));
    }
    return build("localhost/schemagate-" + module + ":test", context, Map.of());
  }

  /** Builds the Containerfile in the context, unless the cache has what it would make. */
  public Image build(String tag, Path context, Map<String, String> arguments) throws IOException {
    var sorted = new TreeMap<>(arguments);
    var key = new Digest().add(tag).add(builder.recipe()).add(sorted.toString()).addFolder(context);
    var name = tag.substring(tag.lastIndexOf('/') + 1).replace(':', '-');
    var archive =
        Cache.entry(
            "images/" + name + "-" + key.hex() + ".tar",
            file -> {
              progress.accept("building image " + tag);
              builder.build(tag, context, sorted, file);
              Cache.forget("images", name, Duration.ofDays(1));
            });
    return new Image(tag, archive);
  }
}

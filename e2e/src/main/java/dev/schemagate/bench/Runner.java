package dev.schemagate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.testbed.Database;
import dev.schemagate.testbed.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The runner as its image has it: files, runtime, cache, entry point and user, with the image's
 * root as its own, but started as a process of this host, without a container. Needs root.
 */
record Runner(Path root, Process mounts, JsonNode image) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Mounts that nobody else sees. They are gone with the shell, and that with its input. */
  private static final String MOUNTS =
      """
      set -euo pipefail
      root=$1 archive=$2 migrations=$3
      shift 3
      mount -t tmpfs tmpfs "$root"
      for layer; do tar -xOf "$archive" "$layer" | tar -x -C "$root"; done
      mkdir -p "$root/proc" "$root/dev" "$root/migrations"
      mount --bind /proc "$root/proc"
      mount --bind /dev "$root/dev"
      mount --bind "$migrations" "$root/migrations"
      echo ready
      read -r _ || true
      """;

  /** Builds the image, if need be, and lays out its files. */
  static Runner open(Bed bed, Path migrations) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      throw new IOException("the runner is measured without a container, which needs root");
    }
    var archive = Images.onThisHost(bed::say).runner().archive();
    var manifest = json(archive, "manifest.json").get(0);
    var root = Files.createTempDirectory("schemagate-runner");
    var line = new ArrayList<>(List.of("unshare", "--mount", "bash", "-c", MOUNTS, "mounts"));
    line.addAll(List.of(root.toString(), archive.toString(), migrations.toString()));
    manifest.get("Layers").forEach(layer -> line.add(layer.asText()));
    var mounts = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var runner =
        new Runner(root, mounts, json(archive, manifest.get("Config").asText()).get("config"));
    if (!"ready".equals(mounts.inputReader().readLine())) {
      runner.close();
      throw new IOException("the image's files could not be laid out");
    }
    return runner;
  }

  private static JsonNode json(Path archive, String file) throws IOException {
    var tar = new ProcessBuilder("tar", "-xOf", archive.toString(), file).start();
    try (var output = tar.getInputStream()) {
      return JSON.readTree(output);
    }
  }

  /** A command line of the runner, for a Job's environment with that database. */
  Program program(Database database, String... words) {
    var line =
        new ArrayList<>(List.of("nsenter", "--mount=/proc/%d/ns/mnt".formatted(mounts.pid())));
    line.addAll(List.of("chroot", "--userspec=" + image.get("User").asText(), root.toString()));
    image.get("Entrypoint").forEach(word -> line.add(word.asText()));
    line.addAll(List.of(words));
    return new Program(
        line,
        Map.of(
            "PATH", System.getenv("PATH"),
            "SCHEMAGATE_HOST", LocalServer.HOST,
            "SCHEMAGATE_PORT", Integer.toString(database.port()),
            "SCHEMAGATE_DATABASE", database.name(),
            "SCHEMAGATE_USER", database.user(),
            "PGPASSWORD", database.password(),
            "SCHEMAGATE_LOCATION", "/migrations",
            "SCHEMAGATE_TERMINATION_LOG", "/tmp/report"),
        Path.of("/"));
  }

  @Override
  public void close() throws IOException {
    mounts.outputWriter().close();
    try {
      mounts.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(root);
  }
}

package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Programs built from source: the tools of one go.mod, whose go.sum pins every line of them. Two
 * modules, because what containerd requires clashes with what Kubernetes requires.
 */
enum GoModule {
  KUBERNETES("Kubernetes", "k8s.io/kubernetes", "about 6 minutes on 2 cores, once"),
  CONTAINERD("containerd", "github.com/containerd/containerd/v2", "about 2 minutes, once");

  private static final Duration LIMIT = Duration.ofMinutes(60);

  private final String title;
  private final String main;
  private final String expectation;

  GoModule(String title, String main, String expectation) {
    this.title = title;
    this.main = main;
    this.expectation = expectation;
  }

  /** The folder with the binaries, built first when it isn't in the cache. */
  Path binaries(Consumer<String> progress) throws IOException {
    var source = source();
    return Cache.entry(folderName() + "-" + key(source), target -> build(source, target, progress));
  }

  private String folderName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The module's files by their content, because {@code go} wants to find them on disk. */
  private Path source() throws IOException {
    var mod = resource("go.mod");
    var sum = resource("go.sum");
    var key = new Digest().add(mod.bytes()).add(sum.bytes()).hex();
    return Cache.entry(
        "go/" + folderName() + "-" + key,
        folder -> {
          mod.copyTo(folder.resolve("go.mod"));
          sum.copyTo(folder.resolve("go.sum"));
        });
  }

  private Resource resource(String file) {
    return new Resource("go/" + folderName() + "/" + file);
  }

  private String key(Path source) throws IOException {
    var go = Command.of("go", "env", "GOVERSION").in(source).output().strip();
    return new Digest().addFolder(source).add(String.join(" ", flags())).add(go).hex();
  }

  private void build(Path source, Path target, Consumer<String> progress) throws IOException {
    progress.accept("building %s %s from source: %s".formatted(title, version(), expectation));
    var began = System.nanoTime();
    Files.createDirectories(target);
    // Static, so that the binaries don't depend on the C library of whoever runs them.
    var line =
        new ArrayList<>(List.of("env", "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "go", "build"));
    line.addAll(List.of("-C", source.toString()));
    line.addAll(flags());
    line.addAll(List.of("-o", target + "/", "tool"));
    new Work("building " + title, line).run(LIMIT, progress);
    progress.accept(
        "built %s in %d s"
            .formatted(title, Duration.ofNanos(System.nanoTime() - began).toSeconds()));
  }

  private List<String> flags() throws IOException {
    return switch (this) {
      case KUBERNETES -> {
        // What it says of itself when asked for its version; modules carry no such stamp.
        var version = version();
        var numbers = version.substring(1).split("\\.");
        var stamp = " -X k8s.io/component-base/version.";
        yield List.of(
            "-trimpath",
            "-ldflags=-s -w"
                + (stamp + "gitVersion=" + version)
                + (stamp + "gitMajor=" + numbers[0])
                + (stamp + "gitMinor=" + numbers[1]));
      }
      // Drivers of file systems that nobody uses here, and that need C.
      case CONTAINERD ->
          List.of("-trimpath", "-tags=no_btrfs,no_devmapper,no_zfs", "-ldflags=-s -w");
    };
  }

  private String version() throws IOException {
    return resource("go.mod")
        .text()
        .lines()
        .map(line -> line.strip().replaceFirst("^require ", "").split(" "))
        .filter(words -> words.length > 1 && words[0].equals(main))
        .map(words -> words[1])
        .findFirst()
        .orElseThrow(() -> new IOException("no version of " + main + " in go.mod"));
  }
}

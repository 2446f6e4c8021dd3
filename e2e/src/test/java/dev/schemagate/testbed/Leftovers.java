package dev.schemagate.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything on this host that belongs to one run of the test bed. */
record Leftovers(Path folder, List<String> interfaces) {
  static Leftovers ofRun(Path folder) throws IOException {
    var kubeconfig = folder.resolve("kubeconfig");
    var server = Files.exists(kubeconfig) ? Files.readString(kubeconfig) : "";
    var interfaces =
        Pattern.compile("10\\.41\\.(\\d+)\\.2")
            .matcher(server)
            .results()
            .map(match -> "schemagate" + match.group(1))
            .toList();
    return new Leftovers(folder, interfaces);
  }

  List<String> found() {
    try {
      return Stream.of(folders(), processes(), mounts(), cgroups(), links())
          .flatMap(found -> found)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String id() {
    return folder.getFileName().toString();
  }

  private Stream<String> folders() {
    return Files.exists(folder) ? Stream.of("folder " + folder) : Stream.of();
  }

  private Stream<String> processes() throws IOException {
    return inProc("cmdline").stream()
        .filter(file -> read(file).contains(id()))
        .map(file -> "process " + file.getParent() + " " + read(file).replace('\0', ' '));
  }

  /** Also those in namespaces that nobody but their own processes sees. */
  private Stream<String> mounts() throws IOException {
    return inProc("mountinfo").stream()
        .flatMap(file -> read(file).lines())
        .distinct()
        .filter(line -> line.contains(id()))
        .map(line -> "mount " + line);
  }

  private Stream<String> cgroups() throws IOException {
    try (var tree = Files.walk(Path.of("/sys/fs/cgroup"))) {
      return tree
          .filter(path -> path.getFileName().toString().equals("schemagate-" + id()))
          .toList()
          .stream()
          .map(path -> "cgroup " + path);
    } catch (UncheckedIOException changedMeanwhile) {
      return Stream.of("cgroups are changing");
    }
  }

  private Stream<String> links() {
    return interfaces.stream()
        .filter(name -> Files.exists(Path.of("/sys/class/net", name)))
        .map(name -> "interface " + name);
  }

  private static List<Path> inProc(String file) throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .map(path -> path.resolve(file))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}

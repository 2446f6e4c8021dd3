package dev.schemagate.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A process of this host's kernel; the one of a pod's container is one too. */
record OperatorProcess(Path folder) {

  private static final Path PROC = Path.of("/proc");

  /** By the container's id, because other clusters may run the very same program. */
  static OperatorProcess of(Pod pod) throws IOException {
    var id =
        pod.getStatus().getContainerStatuses().getFirst().getContainerID().replaceFirst(".*/", "");
    if (!Files.isDirectory(PROC)) {
      throw new IOException("there is no /proc here");
    }
    try (var processes = Files.list(PROC)) {
      return processes
          .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .filter(folder -> read(folder.resolve("cgroup")).contains(id))
          .findFirst()
          .map(OperatorProcess::new)
          .orElseThrow(() -> new IOException("its process is not visible on this host"));
    }
  }

  double residentMegabytes() {
    return megabytes("VmRSS");
  }

  /** Without pages of files, which processes share. */
  double anonymousMegabytes() {
    return megabytes("RssAnon");
  }

  /** The most that was resident so far; 0 when the process has ended. */
  double peakMegabytes() {
    try {
      return megabytes("VmHWM");
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private double megabytes(String field) {
    var line = Pattern.compile("(?m)^" + field + ":\\s+(\\d+) kB");
    var found = line.matcher(read(folder.resolve("status")));
    if (!found.find()) {
      throw new UncheckedIOException(new IOException("the process is gone"));
    }
    return Long.parseLong(found.group(1)) * 1024 / 1e6;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // ended meanwhile
    }
  }
}

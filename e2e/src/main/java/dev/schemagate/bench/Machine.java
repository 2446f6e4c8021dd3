package dev.schemagate.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures hold for. */
final class Machine {

  private Machine() {}

  static String describe(KubernetesClient client) {
    var kubernetes = client.getKubernetesVersion();
    return "%d processors%s, %s %s %s, Java %s, Kubernetes %s.%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/meminfo", "MemTotal", ", memory "),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version(),
            kubernetes.getMajor(),
            kubernetes.getMinor());
  }

  /** How many wanted a processor in the last minute: others may work on the same machine. */
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String field(String file, String name, String before) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> before + line.replaceFirst("\\w+:\\s*", ""))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}

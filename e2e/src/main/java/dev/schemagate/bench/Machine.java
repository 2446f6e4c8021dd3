package dev.schemagate.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures hold for. */
final class Machine {

  private Machine() {}

  /**
   * @param client null when there is no cluster
   */
  static String describe(KubernetesClient client) {
    return "%d processors%s, %s %s %s, Java %s%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/meminfo", "MemTotal", ", memory "),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version(),
            kubernetes(client));
  }

  private static String kubernetes(KubernetesClient client) {
    if (client == null) {
      return "";
    }
    var version = client.getKubernetesVersion();
    return ", Kubernetes %s.%s".formatted(version.getMajor(), version.getMinor());
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

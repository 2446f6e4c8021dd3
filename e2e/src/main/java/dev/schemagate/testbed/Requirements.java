package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What this machine needs for each part of the test bed, and the words when it lacks that. */
final class Requirements {
  private Requirements() {}

  static void forControlPlane() throws Unavailable {
    if (Command.find("go").isEmpty()) {
      throw new Unavailable(
          "Kubernetes is built from source and Go is not in PATH: install Go 1.26 or later");
    }
    needBash();
  }

  static void forNode(Consumer<String> progress) throws IOException {
    if (!linux()) {
      throw new Unavailable("pods need Docker, except on Linux: install Docker and start it");
    }
    if (!root()) {
      throw new Unavailable(
          "pods need Docker or, on Linux, root and Go: install Docker, or run as root");
    }
    forControlPlane();
    SystemPackages.install(
        progress, SystemPackages.NAMESPACES, SystemPackages.IP, SystemPackages.RUNC);
  }

  static void needBash() throws Unavailable {
    if (Command.find("bash").isEmpty()) {
      throw new Unavailable("the test bed's processes are kept by bash: install bash");
    }
  }

  static boolean linux() {
    return System.getProperty("os.name").equals("Linux");
  }

  static boolean root() throws IOException {
    return linux() && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}

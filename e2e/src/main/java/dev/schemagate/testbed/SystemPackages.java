package dev.schemagate.testbed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs that come from the system's own packages, and are installed where that can be done. */
enum SystemPackages {
  NAMESPACES("util-linux", "unshare", "nsenter", "flock", "setsid", "mount"),
  IP("iproute2", "ip"),
  // Built as a Go module it lacks libseccomp and starts nothing.
  RUNC("runc", "runc"),
  BUILDAH("buildah", "buildah"),
  BOOTSTRAP("mmdebstrap", "mmdebstrap");

  private final String title;
  private final List<String> programs;

  SystemPackages(String title, String... programs) {
    this.title = title;
    this.programs = List.of(programs);
  }

  /** Installs those that are not there. */
  static void install(Consumer<String> progress, SystemPackages... wanted) throws IOException {
    var missing = Stream.of(wanted).filter(one -> !one.present()).map(one -> one.title).toList();
    if (missing.isEmpty()) {
      return;
    }
    var names = String.join(" ", missing);
    if (!Requirements.root() || Command.find("apt-get").isEmpty()) {
      throw new Unavailable("not installed: " + names + "; install them, or Docker instead");
    }
    progress.accept("installing " + names);
    aptGet(List.of("update"));
    var install = new ArrayList<>(List.of("install", "--yes", "--no-install-recommends"));
    install.addAll(missing);
    aptGet(install);
    var still = Stream.of(wanted).filter(one -> !one.present()).collect(Collectors.toSet());
    if (!still.isEmpty()) {
      throw new Unavailable("installed, and still not there: " + still);
    }
  }

  private boolean present() {
    return programs.stream().allMatch(program -> Command.find(program).isPresent());
  }

  private static void aptGet(List<String> arguments) throws IOException {
    var line = new ArrayList<>(List.of("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"));
    line.addAll(arguments);
    Command.of(line).with("DEBIAN_FRONTEND", "noninteractive").within(Duration.ofMinutes(10)).run();
  }
}

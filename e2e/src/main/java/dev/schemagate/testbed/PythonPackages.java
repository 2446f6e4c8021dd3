package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A virtual environment with packages in it, made once. */
public final class PythonPackages {
  private PythonPackages() {}

  /**
   * The environment's <code>python</code>.
   *
   * @param packages with their versions, as pip wants them
   * @throws Unavailable without Python
   */
  public static Path install(Consumer<String> progress, List<String> packages) throws IOException {
    if (Command.find("python3").isEmpty()) {
      throw new Unavailable("python3 is not in PATH");
    }
    var version = Command.of("python3", "--version").output();
    var digest = new Digest().add(version).add(packages.toString()).hex();
    return Cache.entry(
            "python-" + digest,
            folder -> {
              progress.accept("installing " + String.join(" ", packages));
              Command.of("python3", "-m", "venv", folder.toString()).run();
              var pip = new ArrayList<>(List.of(folder + "/bin/python", "-m", "pip", "install"));
              pip.addAll(packages);
              Command.of(pip).within(Duration.ofMinutes(5)).run();
            })
        .resolve("bin/python");
  }
}

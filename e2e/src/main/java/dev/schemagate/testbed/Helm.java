package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The helm command, built from source as the cluster's own parts are.
 *
 * @param kubeconfig of the cluster it works on
 */
public record Helm(Path program, Path kubeconfig) {

  /**
   * @throws Unavailable where it can't be built
   */
  public static Helm on(Path kubeconfig, Consumer<String> progress) throws IOException {
    return new Helm(GoModule.KUBERNETES.binaries(progress).resolve("helm"), kubeconfig);
  }

  /**
   * Installs or upgrades the chart of this checkout.
   *
   * @param values in helm's own words: <code>image.tag=1</code>
   */
  public void install(String release, String namespace, List<String> values) throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                program.toString(),
                "upgrade",
                "--install",
                release,
                Checkout.root().resolve("helm/schemagate").toString(),
                "--namespace",
                namespace,
                "--create-namespace",
                "--kubeconfig",
                kubeconfig.toString()));
    values.forEach(value -> line.addAll(List.of("--set", value)));
    Command.of(line).within(Duration.ofMinutes(2)).run();
  }

  public void uninstall(String release, String namespace) throws IOException {
    Command.of(
            program.toString(),
            "uninstall",
            release,
            "--namespace",
            namespace,
            "--kubeconfig",
            kubeconfig.toString())
        .within(Duration.ofMinutes(2))
        .run();
  }
}

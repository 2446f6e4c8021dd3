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
   * Installs or upgrades the chart of this checkout, with these values and the chart's own.
   *
   * @param values in helm's own words: <code>image.tag=1</code>
   */
  public void install(String release, String namespace, List<String> values) throws IOException {
    var line = line("upgrade", release, chart(), "--namespace", namespace);
    // Without values helm would keep those of the last time.
    line.addAll(List.of("--install", "--create-namespace", "--reset-values"));
    run(line, values);
  }

  public void uninstall(String release, String namespace) throws IOException {
    run(line("uninstall", release, "--namespace", namespace), List.of());
  }

  /** What {@link #install} would send to a cluster that serves these, as YAML. */
  public String template(
      String release, String namespace, List<String> values, List<String> apiVersions)
      throws IOException {
    var line = line("template", release, chart(), "--namespace", namespace);
    apiVersions.forEach(version -> line.addAll(List.of("--api-versions", version)));
    return run(line, values);
  }

  /** Looks for mistakes, and takes warnings for such. */
  public void lint(List<String> values) throws IOException {
    run(line("lint", chart(), "--strict"), values);
  }

  private static String chart() throws IOException {
    return Checkout.root().resolve("helm/schemagate").toString();
  }

  private List<String> line(String... words) {
    var line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(words));
    line.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    return line;
  }

  private static String run(List<String> line, List<String> values) throws IOException {
    values.forEach(value -> line.addAll(List.of("--set", value)));
    return Command.of(line).within(Duration.ofMinutes(2)).output();
  }
}

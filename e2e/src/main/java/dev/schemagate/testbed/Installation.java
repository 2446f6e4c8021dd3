package dev.schemagate.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Schemagate on a cluster of the test bed, by its chart, with images of this checkout. */
public record Installation(TestCluster cluster, Helm helm) {

  public static final String NAMESPACE = "schemagate-system";
  public static final String RELEASE = "schemagate";

  /**
   * Builds the images if need be, installs the chart and waits until the operator is ready and the
   * gate's policy is in force.
   *
   * @param values in helm's words, besides the images
   */
  public static Installation install(
      TestCluster cluster, Consumer<String> progress, String... values) throws IOException {
    var images = Images.onThisHost(progress);
    var operator = images.operator();
    var runner = images.runner();
    cluster.load(operator.archive());
    cluster.load(runner.archive());
    var all =
        new ArrayList<>(
            List.of(
                "image.repository=" + repository(operator),
                "image.tag=" + tag(operator),
                "runner.image.repository=" + repository(runner),
                "runner.image.tag=" + tag(runner)));
    all.addAll(List.of(values));
    var helm = Helm.on(cluster.kubeconfig(), progress);
    helm.install(RELEASE, NAMESPACE, all);
    var installation = new Installation(cluster, helm);
    installation.awaitOperator();
    new GatePolicy(cluster.client(), "default").awaitInForce();
    return installation;
  }

  /** Waits until a replica is ready. */
  public void awaitOperator() throws IOException {
    try {
      client()
          .apps()
          .deployments()
          .inNamespace(NAMESPACE)
          .withName(RELEASE)
          .waitUntilReady(60, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new IOException("the operator is not ready after 60 s; its log:\n" + log(), e);
    }
  }

  /** What the operator has logged. */
  public String log() {
    return client().apps().deployments().inNamespace(NAMESPACE).withName(RELEASE).getLog();
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  private static String repository(Image image) {
    return image.tag().substring(0, image.tag().lastIndexOf(':'));
  }

  private static String tag(Image image) {
    return image.tag().substring(image.tag().lastIndexOf(':') + 1);
  }
}

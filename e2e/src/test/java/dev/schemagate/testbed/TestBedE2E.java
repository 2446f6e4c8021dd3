package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every end-to-end test takes for granted, under the strictest Pod Security Standard. */
@ExtendWith({ClusterExtension.class, PostgresExtension.class})
class TestBedE2E {
  private static final String NAMESPACE = "test-bed";

  private static Image app;

  @BeforeAll
  static void prepare(TestCluster cluster, @TempDir Path migrations) throws IOException {
    Files.writeString(migrations.resolve("V1__orders.sql"), "CREATE TABLE orders (id int);\n");
    app = Images.onThisHost(System.out::println).app("test-bed", migrations);
    cluster.load(app.archive());
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void runsJobs(TestCluster cluster) {
    succeeds(cluster, "job", "true");
  }

  @Test
  void podsReachPostgres(TestCluster cluster, Postgres postgres) {
    // An SSLRequest; PostgreSQL says N to it, and nothing else would.
    succeeds(
        cluster,
        "postgres",
        "printf '\\000\\000\\000\\010\\004\\322\\026\\057' | nc -w 5 %s %d | head -c 1 | grep N"
            .formatted(cluster.hostAddress(), postgres.port()));
  }

  @Test
  void podsReachTheApiServer(TestCluster cluster) {
    succeeds(
        cluster,
        "api-server",
        "printf 'GET / HTTP/1.0\\r\\n\\r\\n'"
            + " | nc -w 5 $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT | grep HTTPS");
  }

  @Test
  void imagesCanBeMounted(TestCluster cluster) {
    var source =
        new VolumeBuilder()
            .withName("source")
            .withNewImage()
            .withReference(app.tag())
            .withPullPolicy("Never")
            .endImage()
            .build();
    succeeds(cluster, "image-volume", "grep orders /mnt/app/db/migration/V1__orders.sql", source);
  }

  @Test
  void logsCanBeRead(TestCluster cluster) {
    succeeds(cluster, "logs", "echo hello");
    var log = cluster.client().batch().v1().jobs().inNamespace(NAMESPACE).withName("logs").getLog();
    assertThat(log).isEqualTo("hello\n");
  }

  @Test
  void apiServerCanFailAndComeBack(TestCluster cluster) throws IOException {
    assumeTrue(cluster instanceof ProcessCluster, "only a process can be stopped alone");
    var processes = (ProcessCluster) cluster;
    succeeds(cluster, "before", "true");

    processes.stopApiServer();
    try (var impatient = Kubeconfig.impatientClient(cluster.kubeconfig())) {
      assertThatThrownBy(impatient::getKubernetesVersion)
          .isInstanceOf(KubernetesClientException.class);
    }
    processes.startApiServer();

    succeeds(cluster, "after", "true");
  }

  private static void succeeds(TestCluster cluster, String name, String script, Volume... volumes) {
    var job = cluster.client().resource(job(name, script, volumes));
    job.create();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(job.get().getStatus().getSucceeded()).isEqualTo(1));
  }

  private static Job job(String name, String script, Volume... volumes) {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withNewSpec()
            .withBackoffLimit(0)
            .withNewTemplate()
            .withNewSpec()
            .withRestartPolicy("Never")
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewContainer()
            .withName("main")
            .withImage(app.tag())
            .withImagePullPolicy("Never")
            .withCommand("/bin/busybox", "sh", "-c", script)
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .endContainer()
            .withVolumes(volumes)
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    for (var volume : volumes) {
      job.getSpec()
          .getTemplate()
          .getSpec()
          .getContainers()
          .getFirst()
          .getVolumeMounts()
          .add(
              new VolumeMountBuilder()
                  .withName(volume.getName())
                  .withMountPath("/mnt")
                  .withReadOnly(true)
                  .build());
    }
    return job;
  }
}

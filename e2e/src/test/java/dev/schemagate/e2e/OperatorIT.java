package dev.schemagate.e2e;

import static dev.schemagate.e2e.ClusterWithoutKubelet.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemagate.report.Failure;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import dev.schemagate.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator under the chart's own rights, on a real API server. */
class OperatorIT extends WithOperator {

  private static final String CONFIG_MAP = "flyway: {source: {configMap: {name: sql}}}";

  @Test
  void runsAndSaysSo() {
    cluster.apply(IMAGE);

    var pod = cluster.kubelet().podOf(cluster.awaitJob());
    var running = cluster.awaitReason("Running");
    assertThat(running.getStatus().run().job())
        .isEqualTo(cluster.jobs().getFirst().getMetadata().getName());
    cluster.kubelet().running(pod);
    cluster.kubelet().ended(pod, 0, applied("3"));

    var status = cluster.awaitReason("Applied").getStatus();
    assertThat(status.revision()).isEqualTo("3");
    assertThat(status.images()).singleElement().satisfies(i -> assertThat(i.head()).isEqualTo("3"));
  }

  @Test
  void deletingAFinishedJobRunsNothing(ControlPlane plane) {
    cluster.apply(IMAGE);
    var job = cluster.awaitJob();
    cluster.kubelet().ended(cluster.kubelet().podOf(job), 0, applied("3"));
    cluster.awaitReason("Applied");

    plane.client().resource(job).delete();
    cluster.apply("suspend: true\n" + IMAGE); // makes it look again
    cluster.awaitReason("Applied");
    cluster.apply("suspend: false\n" + IMAGE);

    cluster.awaitReason("Applied");
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void aJobDeletedDuringItsRunIsMadeAgain(ControlPlane plane) {
    cluster.apply(IMAGE);
    var job = cluster.awaitJob();
    cluster.awaitReason("Running");

    plane.client().resource(job).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(cluster.jobs())
                    .singleElement()
                    .satisfies(
                        again -> {
                          var uid = again.getMetadata().getUid();
                          assertThat(uid).isNotEqualTo(job.getMetadata().getUid());
                        }));
  }

  @Test
  void runsAgainWhenTheConfigMapChanges() {
    cluster.apply(CONFIG_MAP);
    cluster.awaitReason("ConfigMapNotFound");
    cluster.configMap("sql", Map.of("V1__a.sql", "SELECT 1"));
    cluster.kubelet().ended(cluster.kubelet().podOf(cluster.awaitJob()), 0, applied("1"));
    cluster.awaitReason("Applied");

    cluster.configMap("sql", Map.of("V1__a.sql", "SELECT 1", "V2__b.sql", "SELECT 2"));

    await().atMost(Duration.ofSeconds(10)).until(() -> cluster.jobs().size() == 2);
    cluster.awaitReason("Running");
  }

  @Test
  void saysWhyARunWaitsWhileItWaits() {
    cluster.apply(IMAGE);
    var pod = cluster.kubelet().podOf(cluster.awaitJob());

    cluster.kubelet().waiting(pod, "ImagePullBackOff", "Back-off pulling image \"runner\"");

    assertThat(cluster.awaitReason("ImagePullBackOff").getStatus().run().message())
        .contains("Back-off pulling image");
    cluster.kubelet().running(pod);
    cluster.awaitReason("Running");
  }

  @Test
  void staysOnTheWayWhileTheJobTriesAgain() {
    cluster.apply(IMAGE);
    var job = cluster.awaitJob();
    var unreachable =
        RunReport.failed(
            "flyway", RunError.of(Failure.DatabaseUnreachable, "db:5432: connection refused"));

    cluster.kubelet().ended(cluster.kubelet().podOf(job), 75, unreachable);

    var status = cluster.awaitReason("DatabaseUnreachable").getStatus();
    assertThat(status.conditions())
        .filteredOn(c -> c.type().equals("Stalled"))
        .singleElement()
        .satisfies(c -> assertThat(c.status()).isEqualTo("False"));
    cluster.kubelet().ended(cluster.kubelet().podOf(job), 0, applied("3"));
    assertThat(cluster.awaitReason("Applied").getStatus().run().attempts()).isEqualTo(2);
  }

  @Test
  void stallsOnAMigrationThatFailed() {
    cluster.apply(IMAGE);
    var error =
        RunError.of(Failure.MigrationFailed, "syntax error")
            .in("2", "V2__b.sql")
            .at(7, null)
            .sql("42601", null, null);

    cluster
        .kubelet()
        .ended(cluster.kubelet().podOf(cluster.awaitJob()), 65, RunReport.failed("flyway", error));

    var run = cluster.awaitReason("MigrationFailed").getStatus().run();
    assertThat(run.message()).isEqualTo("V2__b.sql:7: syntax error (SQLSTATE 42601)");
    assertThat(run.error().line()).isEqualTo(7);
  }

  @Test
  void replacesARunOfAnEarlierSpecThatWaits() {
    cluster.apply(IMAGE);
    var first = cluster.awaitJob();
    cluster.awaitReason("Running");

    cluster.apply("rerun: again\n" + IMAGE);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(cluster.jobs())
                    .singleElement()
                    .satisfies(
                        job ->
                            assertThat(job.getMetadata().getName())
                                .isNotEqualTo(first.getMetadata().getName())));
  }

  @Test
  void aResourceMadeAnewRunsAnew() {
    cluster.apply(IMAGE);
    var first = cluster.awaitJob();
    cluster.kubelet().ended(cluster.kubelet().podOf(first), 0, applied("3"));
    cluster.awaitReason("Applied");

    cluster.orders().delete();
    cluster.apply(IMAGE);

    await().atMost(Duration.ofSeconds(10)).until(() -> cluster.jobs().size() == 2);
    cluster.awaitReason("Running");
  }

  @Test
  void aRunCostsThreeRequestsAndEachGateOne(ControlPlane plane) throws IOException {
    cluster.application("one", "orders@3");
    cluster.application("two", "orders@3");
    cluster.apply(IMAGE);
    var pod = cluster.kubelet().podOf(cluster.awaitJob());
    cluster.awaitReason("Running");
    cluster.kubelet().running(pod);
    cluster.kubelet().ended(pod, 0, applied("3"));
    cluster.awaitReason("Applied");
    var audit = new AuditLog(plane.auditLog());
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> audit.operatorsRequests(cluster.namespace()).contains("patch pods"));

    assertThat(audit.operatorsRequests(cluster.namespace()))
        .filteredOn(request -> !request.equals("create events"))
        .startsWith("patch databasemigrations/status", "create jobs")
        .filteredOn(request -> !request.equals("patch pods"))
        .containsExactly(
            "patch databasemigrations/status", "create jobs", "patch databasemigrations/status");
  }
}

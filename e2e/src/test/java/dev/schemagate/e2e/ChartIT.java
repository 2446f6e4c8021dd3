package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import dev.schemagate.testbed.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart becomes with which values. */
@ExtendWith(ControlPlaneExtension.class)
class ChartIT {

  private static final String DIGEST = "sha256:" + "0".repeat(64);
  private static final String MUTATING_V1 =
      "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy";
  private static final String MUTATING_BETA =
      "admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy";

  private static Helm helm;

  @BeforeAll
  static void helm(ControlPlane plane) throws IOException {
    helm = Helm.on(plane.kubeconfig(), System.out::println);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "watchNamespaces={shop}", "gate.enabled=false", "replicas=3"})
  void lintFindsNothing(String value) throws IOException {
    helm.lint(values(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replica=1",
        "replicas=-1",
        "replicas=two",
        "leaderElection=maybe",
        "image.name=operator",
        "image.repository=",
        "image.tag=a:b",
        "image.digest=0000",
        "image.pullPolicy=Sometimes",
        "runner.image.digest=sha256:1",
        "runner.resources.limits.cpu=1",
        "imagePullSecrets[0]=name",
        "watchNamespaces=shop",
        "watchNamespaces={Shop}",
        "watchNamespaces={shop,shop}",
        "settleTime=3",
        "settleTime=",
        "logFormat=xml",
        "gate.enable=false",
        "serviceAccount.annotations=none",
        "metrics.service.port=0",
        "env[0].value=1",
        "nodeSelector={linux}",
        "tolerations.key=a",
        "replicas=2,leaderElection=false"
      })
  void aWrongValueIsRefused(String value) {
    assertThatThrownBy(() -> render(List.of(), value.split(",(?=leader)")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  @Test
  void watchesEverythingByAClusterRole() throws IOException {
    assertThat(names(render(List.of())))
        .contains("ClusterRole schemagate", "ClusterRoleBinding schemagate")
        .contains("Role schemagate-leader")
        .doesNotContain("Role schemagate");
  }

  @Test
  void watchesNamedNamespacesByRolesInThem() throws IOException {
    var objects = render(List.of(), "watchNamespaces={shop,billing}");

    assertThat(names(objects)).doesNotContain("ClusterRole schemagate");
    assertThat(objects)
        .filteredOn(
            o -> name(o).equals("Role schemagate") || name(o).equals("RoleBinding schemagate"))
        .extracting(o -> o.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("shop", "shop", "billing", "billing");
    assertThat(environment(objects)).contains("SCHEMAGATE_WATCH_NAMESPACES=shop,billing");
  }

  @Test
  void peopleGetRightsByTheClustersOwnRoles() throws IOException {
    assertThat(names(render(List.of())))
        .contains("ClusterRole schemagate-view", "ClusterRole schemagate-edit");
    assertThat(names(render(List.of(), "aggregateRoles=false")))
        .doesNotContain("ClusterRole schemagate-view", "ClusterRole schemagate-edit");
  }

  @Test
  void theGateCanBeLeftOut() throws IOException {
    assertThat(names(render(List.of(MUTATING_V1), "gate.enabled=false")))
        .noneMatch(name -> name.contains("AdmissionPolicy"));
  }

  @Test
  void theNewestMutatingPolicyOfTheClusterIsTaken() throws IOException {
    assertThat(mutatingVersions(MUTATING_V1, MUTATING_BETA))
        .containsOnly("admissionregistration.k8s.io/v1");
    assertThat(mutatingVersions(MUTATING_BETA))
        .containsOnly("admissionregistration.k8s.io/v1beta1");
    assertThat(mutatingVersions()).isEmpty();
    assertThat(names(render(List.of()))).contains("ValidatingAdmissionPolicy schemagate-gate");
  }

  private static Stream<String> mutatingVersions(String... served) throws IOException {
    return render(List.of(served)).stream()
        .filter(object -> object.getKind().startsWith("MutatingAdmissionPolicy"))
        .map(HasMetadata::getApiVersion);
  }

  @Test
  void aDigestWinsOverATag() throws IOException {
    var objects =
        render(
            List.of(),
            "image.repository=example.com/operator",
            "image.tag=v1",
            "image.digest=" + DIGEST,
            "runner.image.repository=example.com/runner",
            "runner.image.tag=v2");

    assertThat(container(objects).getImage()).isEqualTo("example.com/operator@" + DIGEST);
    assertThat(environment(objects)).contains("SCHEMAGATE_RUNNER_IMAGE=example.com/runner:v2");
  }

  @Test
  void withoutLeaderElectionThereAreNoLeases() throws IOException {
    var objects = render(List.of(), "leaderElection=false");

    assertThat(names(objects)).doesNotContain("Role schemagate-leader");
    assertThat(environment(objects)).contains("SCHEMAGATE_LEADER_ELECTION=false");
  }

  @Test
  void theServiceAccountMayBeSomebodyElses() throws IOException {
    var objects =
        render(List.of(), "serviceAccount.create=false", "serviceAccount.name=migrations");

    assertThat(names(objects)).noneMatch(name -> name.startsWith("ServiceAccount"));
    assertThat(deployment(objects).getSpec().getTemplate().getSpec().getServiceAccountName())
        .isEqualTo("migrations");
  }

  private static List<HasMetadata> render(List<String> served, String... values)
      throws IOException {
    return Chart.objects(
        helm.template(Chart.RELEASE, Chart.NAMESPACE, List.of(values), served), HasMetadata.class);
  }

  private static List<String> values(String value) {
    return value.isEmpty() ? List.of() : List.of(value);
  }

  private static List<String> names(List<HasMetadata> objects) {
    return objects.stream().map(ChartIT::name).toList();
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private static Deployment deployment(List<HasMetadata> objects) {
    return objects.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Container container(List<HasMetadata> objects) {
    return deployment(objects).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static List<String> environment(List<HasMetadata> objects) {
    return container(objects).getEnv().stream()
        .map(variable -> variable.getName() + "=" + variable.getValue())
        .toList();
  }
}

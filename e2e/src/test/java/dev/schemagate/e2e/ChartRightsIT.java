package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's service account may do, and that this is all. */
@ExtendWith(ControlPlaneExtension.class)
class ChartRightsIT {

  private static final String OPERATOR = "system:serviceaccount:schemagate-system:schemagate";

  private static KubernetesClient client;
  private static Chart chart;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    client = plane.client();
    chart = Chart.install(plane);
  }

  /** The table of the README. */
  @ParameterizedTest
  @CsvSource({
    "schemagate.dev, databasemigrations, list watch",
    "schemagate.dev, databasemigrations/status, patch",
    "batch, jobs, list watch create delete",
    "'', pods, list watch patch",
    "'', configmaps, list watch",
    "events.k8s.io, events, create"
  })
  void mayEverywhere(String group, String resource, String verbs) {
    assertThat(allowed("shop", group, resource)).containsExactlyInAnyOrder(verbs.split(" "));
  }

  @Test
  void mayKeepTheLeaseInItsOwnNamespaceAlone() {
    assertThat(allowed(Chart.NAMESPACE, "coordination.k8s.io", "leases"))
        .containsExactlyInAnyOrder("get", "list", "watch", "create", "update", "patch");
    assertThat(allowed("shop", "coordination.k8s.io", "leases")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', secrets",
    "'', serviceaccounts/token",
    "'', pods/exec",
    "'', pods/log",
    "'', pods/ephemeralcontainers",
    "'', nodes",
    "'', events",
    "apps, deployments",
    "batch, cronjobs",
    "rbac.authorization.k8s.io, clusterroles",
    "apiextensions.k8s.io, customresourcedefinitions"
  })
  void mayNotTouch(String group, String resource) {
    for (var namespace : List.of("shop", Chart.NAMESPACE, "kube-system", "")) {
      assertThat(allowed(namespace, group, resource)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicas=1", "watchNamespaces={shop}", "leaderElection=false"})
  void noRuleNamesSecretsOrEverything(String value) throws IOException {
    var yaml = chart.helm().template(Chart.RELEASE, Chart.NAMESPACE, List.of(value), List.of());

    var rules =
        Chart.objects(yaml, HasMetadata.class).stream()
            .flatMap(
                object ->
                    switch (object) {
                      case ClusterRole role -> role.getRules().stream();
                      case Role role -> role.getRules().stream();
                      default -> Stream.<PolicyRule>empty();
                    })
            .toList();

    assertThat(rules).hasSizeGreaterThan(6);
    assertThat(rules)
        .flatExtracting(PolicyRule::getResources)
        .noneMatch(resource -> resource.contains("*") || resource.contains("secret"));
    assertThat(rules).flatExtracting(PolicyRule::getVerbs).noneMatch(verb -> verb.contains("*"));
    assertThat(rules).flatExtracting(PolicyRule::getApiGroups).doesNotContain("*");
    assertThat(rules).flatExtracting(PolicyRule::getNonResourceURLs).isEmpty();
  }

  private static List<String> allowed(String namespace, String group, String resource) {
    return Stream.of(
            "get",
            "list",
            "watch",
            "create",
            "update",
            "patch",
            "delete",
            "deletecollection",
            "escalate",
            "bind",
            "impersonate")
        .filter(verb -> mayDo(verb, namespace, group, resource))
        .toList();
  }

  /** As <code>kubectl auth can-i --as</code> asks. */
  private static boolean mayDo(String verb, String namespace, String group, String resource) {
    var parts = resource.split("/");
    return client
        .resource(
            new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(OPERATOR)
                .withGroups("system:serviceaccounts", "system:authenticated")
                .withNewResourceAttributes()
                .withVerb(verb)
                .withNamespace(namespace)
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .endResourceAttributes()
                .endSpec()
                .build())
        .create()
        .getStatus()
        .getAllowed();
  }
}

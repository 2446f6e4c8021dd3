package dev.schemagate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemagate.testbed.ControlPlane;
import dev.schemagate.testbed.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart against a real API server: installed, changed and removed. */
@ExtendWith(ControlPlaneExtension.class)
class ChartInstallIT {

  private static final String CRD = "databasemigrations.schemagate.dev";

  private static KubernetesClient client;
  private static Chart chart;

  @BeforeAll
  static void install(ControlPlane plane) throws IOException {
    client = plane.client();
    chart = Chart.install(plane);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas=1",
        "watchNamespaces={default,kube-system}",
        "gate.enabled=false",
        "env[0].name=JAVA_TOOL_OPTIONS,env[0].value=-Xmx64m",
        "podAnnotations.a=b,podLabels.c=d,nodeSelector.e=f,tolerations[0].operator=Exists",
        "serviceAccount.annotations.a=b,metrics.service.labels.c=d,imagePullSecrets[0].name=pull"
      })
  void noFieldIsUnknownToTheApiServer(String values) throws IOException {
    var served = List.of("admissionregistration.k8s.io/v1/MutatingAdmissionPolicy");
    var yaml = chart.helm().template(Chart.RELEASE, Chart.NAMESPACE, List.of(values), served);

    assertThat(Chart.objects(yaml, GenericKubernetesResource.class))
        .hasSizeGreaterThan(8)
        .allSatisfy(ChartInstallIT::dryRun);
  }

  private static void dryRun(GenericKubernetesResource object) {
    client
        .resource(object)
        .dryRun()
        .fieldValidation(Validation.STRICT)
        .forceConflicts()
        .serverSideApply();
  }

  @Test
  void upgradeAndUninstallKeepTheResources() throws IOException {
    var cluster = new ClusterWithoutKubelet(client);
    cluster.apply("suspend: true\nflyway: {source: {configMap: {name: sql}}}");
    var resource = cluster.orders().get().getMetadata().getUid();
    var definition = definition();

    chart.upgrade("replicas=2");
    assertThat(operator().getSpec().getReplicas()).isEqualTo(2);
    chart.uninstall();

    try {
      assertThat(operator()).isNull();
      assertThat(policies()).doesNotContain("schemagate-gate");
      assertThat(definition()).isEqualTo(definition);
      assertThat(cluster.orders().get().getMetadata().getUid()).isEqualTo(resource);
    } finally {
      chart.upgrade();
      cluster.orders().delete();
    }
    assertThat(definition()).isEqualTo(definition);
    assertThat(policies()).contains("schemagate-gate");
  }

  private static Deployment operator() {
    return client.apps().deployments().inNamespace(Chart.NAMESPACE).withName(Chart.RELEASE).get();
  }

  private static String definition() {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(CRD)
        .get()
        .getMetadata()
        .getUid();
  }

  private static List<String> policies() {
    return client
        .admissionRegistration()
        .v1()
        .validatingAdmissionPolicies()
        .list()
        .getItems()
        .stream()
        .map(policy -> policy.getMetadata().getName())
        .toList();
  }

  @Test
  void theOperatorsPodIsRestricted() {
    var namespace = "restricted-operator";
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("schemagate")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    var template = operator().getSpec().getTemplate();
    var pod =
        new PodBuilder()
            .withMetadata(template.getMetadata())
            .withSpec(template.getSpec())
            .editMetadata()
            .withName("operator")
            .withNamespace(namespace)
            .endMetadata();

    assertThat(create(pod.build()).getSpec().getContainers()).hasSize(1);
    var careless = pod.editSpec().withSecurityContext(null).endSpec().build();
    assertThatThrownBy(() -> create(careless))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  private static Pod create(Pod pod) {
    return client.resource(pod).dryRun().create();
  }
}

package dev.schemagate.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ControlPlaneIT {
  private final ConfigMap map =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withNamespace("default")
          .withName("greeting")
          .endMetadata()
          .withData(Map.of("hello", "world"))
          .build();

  @Test
  void keepsWhatIsWritten(ControlPlane plane) {
    var maps = plane.client().configMaps().inNamespace("default");

    plane.client().resource(map).create();
    maps.withName("greeting").edit(m -> m.edit().addToData("more", "words").build());
    assertThat(maps.withName("greeting").get().getData())
        .isEqualTo(Map.of("hello", "world", "more", "words"));

    maps.withName("greeting").delete();
    assertThat(maps.withName("greeting").get()).isNull();
  }

  @Test
  void refusesWhoHasNoRights(ControlPlane plane) {
    var somebody =
        new ConfigBuilder(plane.client().getConfiguration())
            .withImpersonateUsername("somebody")
            .withImpersonateGroups("system:authenticated")
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(somebody).build()) {
      assertThatThrownBy(() -> client.configMaps().inNamespace("default").list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void writesAnAuditLog(ControlPlane plane) throws Exception {
    plane.client().namespaces().withName("kube-system").get();
    assertThat(Files.readString(plane.auditLog())).contains("/api/v1/namespaces/kube-system");
  }
}

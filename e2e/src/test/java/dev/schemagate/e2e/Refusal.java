package dev.schemagate.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** An admission policy that refuses one kind of request in one namespace, until it is lifted. */
record Refusal(KubernetesClient client, List<HasMetadata> policy, BooleanSupplier isAllowed) {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * @param resource in the plural, as in a URL
   * @param isAllowed asks by a dry run: a policy is in force a while after it is written
   */
  static Refusal of(
      KubernetesClient client,
      String namespace,
      String resource,
      String operation,
      BooleanSupplier isAllowed) {
    var yaml =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: refuse-%2$s-in-%1$s}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
            - {apiGroups: ["*"], apiVersions: [v1], operations: [%3$s], resources: [%2$s]}
          validations:
          - {expression: "object.metadata.namespace != '%1$s'", message: not today}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: refuse-%2$s-in-%1$s}
        spec: {policyName: refuse-%2$s-in-%1$s, validationActions: [Deny]}
        """
            .formatted(namespace, resource, operation);
    var policy =
        client
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .serverSideApply();
    await().atMost(LIMIT).until(() -> !isAllowed.getAsBoolean());
    return new Refusal(client, policy, isAllowed);
  }

  void lift() {
    client.resourceList(policy).delete();
    await().atMost(LIMIT).until(isAllowed::getAsBoolean);
  }
}

package dev.schemagate.e2e;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;

/** A web server of two replicas that needs a schema. */
final class Application {

  private Application() {}

  static Deployment requiring(String requirement, String image) {
    return Serialization.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          replicas: 2
          selector: {matchLabels: {app: shop}}
          template:
            metadata:
              labels: {app: shop}
              annotations: {schemagate.dev/requires: "%s"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 1
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: web
                image: "%s"
                imagePullPolicy: IfNotPresent
                readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
        """
            .formatted(requirement, image),
        Deployment.class);
  }
}

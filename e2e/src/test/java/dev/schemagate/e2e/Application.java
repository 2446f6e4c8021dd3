package dev.schemagate.e2e;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;

/** A web server of two replicas that needs a schema. */
final class Application {

  private Application() {}

  static Deployment requiring(String requirement, String image) {
    return named("shop", requirement, image);
  }

  static Deployment named(String name, String requirement, String image) {
    return Serialization.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: "%1$s"}
        spec:
          replicas: 2
          selector: {matchLabels: {app: "%1$s"}}
          template:
            metadata:
              labels: {app: "%1$s"}
              annotations: {schemagate.dev/requires: "%2$s"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 1
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: web
                image: "%3$s"
                imagePullPolicy: IfNotPresent
                readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
        """
            .formatted(name, requirement, image),
        Deployment.class);
  }
}

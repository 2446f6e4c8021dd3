package dev.schemagate.bench;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/**
 * The Job that the operator made, for another database and without the operator: it has none of the
 * labels and owners by which the operator would know it.
 */
record BareJob(Job made, String database) {

  /**
   * @param name of the Job, of its database and of that one's Secret
   */
  Job named(String name) {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withSpec(new JobBuilder(made).build().getSpec())
            .editSpec()
            .withSelector(null)
            .editTemplate()
            .withNewMetadata()
            .withLabels(Map.of("app", "bare"))
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    var pod = job.getSpec().getTemplate().getSpec();
    pod.getContainers().forEach(c -> c.setEnv(c.getEnv().stream().map(e -> of(e, name)).toList()));
    pod.setVolumes(pod.getVolumes().stream().map(v -> of(v, name)).toList());
    return job;
  }

  private EnvVar of(EnvVar variable, String name) {
    return database.equals(variable.getValue())
        ? variable.edit().withValue(name).build()
        : variable;
  }

  private static Volume of(Volume volume, String name) {
    return volume.getSecret() == null
        ? volume
        : volume.edit().editSecret().withSecretName(name).endSecret().build();
  }
}

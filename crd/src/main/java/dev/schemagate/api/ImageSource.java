package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Migrations in an image, mounted read-only as an image volume. */
@ValidationRule(
    value = "self.path.matches('^/[A-Za-z0-9._/-]*$')",
    fieldPath = ".path",
    message = "must be an absolute path of letters, digits and the signs . _ - /")
public record ImageSource(
    @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("The image, for example ghcr.io/acme/orders:2.3.")
        String reference,
    @Default("/")
        @Size(max = 512)
        @JsonPropertyDescription(
            "The folder of the migrations in the image, for example /app/db/migration.")
        String path,
    @JsonPropertyDescription(
            "When the node pulls the image. As in a container: Always for the tag latest,"
                + " IfNotPresent otherwise.")
        PullPolicy pullPolicy) {

  /** A container's <code>imagePullPolicy</code>. */
  public enum PullPolicy {
    Always,
    IfNotPresent,
    Never
  }
}

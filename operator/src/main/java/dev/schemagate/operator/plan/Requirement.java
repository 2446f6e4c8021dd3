package dev.schemagate.operator.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a pod says it needs: <code>orders</code> or <code>orders@20261120.2</code>.
 *
 * @param migration the resource's name, in the pod's namespace
 * @param revision null when the pod names none
 */
public record Requirement(String migration, String revision) {

  /** The annotation on a pod, comma-separated. */
  public static final String ANNOTATION = "schemagate.dev/requires";

  public static List<Requirement> of(Map<String, String> annotations) {
    var value = annotations == null ? null : annotations.get(ANNOTATION);
    if (value == null) {
      return List.of();
    }
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Requirement::parse)
        .toList();
  }

  private static Requirement parse(String text) {
    var at = text.indexOf('@');
    return at < 0
        ? new Requirement(text, null)
        : new Requirement(text.substring(0, at), text.substring(at + 1));
  }

  @Override
  public String toString() {
    return revision == null ? migration : migration + "@" + revision;
  }
}

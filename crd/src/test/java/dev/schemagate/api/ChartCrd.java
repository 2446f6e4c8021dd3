package dev.schemagate.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the generated CRD into the chart, with what the generator has no annotation for. */
public final class ChartCrd {

  /** As people read them; the generator sorts them by JSON path. */
  private static final List<String> COLUMNS =
      List.of("Engine", "Revision", "Target", "Pending", "Ready", "Reason", "Waiting", "Age");

  private ChartCrd() {}

  /**
   * @param args the generated file, and the chart's
   */
  public static void main(String[] args) throws IOException {
    var crd =
        Serialization.unmarshal(Files.readString(Path.of(args[0])), CustomResourceDefinition.class);
    // Helm deletes what a chart brought; without the CRD every DatabaseMigration would go with it
    crd.getMetadata().setAnnotations(Map.of("helm.sh/resource-policy", "keep"));
    var version = crd.getSpec().getVersions().getFirst();
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparing(
                (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
    var schema = version.getSchema().getOpenAPIV3Schema();
    schema.setDescription("The wanted revision of one database.");
    var conditions = schema.getProperties().get("status").getProperties().get("conditions");
    conditions.setXKubernetesListType("map"); // several managers can apply theirs side by side
    conditions.setXKubernetesListMapKeys(List.of("type"));
    Files.writeString(
        Path.of(args[1]),
        "# Generated from dev.schemagate.api by the build. Don't edit.\n"
            + Serialization.asYaml(crd));
  }
}

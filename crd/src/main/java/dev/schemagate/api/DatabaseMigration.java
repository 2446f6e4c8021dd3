package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The wanted revision of one database. */
@Group("schemagate.dev")
@Version("v1alpha1")
@Plural("databasemigrations")
@ShortNames("dbm")
@ValidationRule(
    value = "self.metadata.name.size() <= 52",
    message =
        "metadata.name must be at most 52 characters: it is part of the name of the Job and its"
            + " pods")
@AdditionalPrinterColumn(name = "Engine", jsonPath = ".status.engine", type = Type.STRING)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Target", jsonPath = ".status.target", type = Type.STRING)
@AdditionalPrinterColumn(name = "Pending", jsonPath = ".status.pending", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Waiting",
    jsonPath = ".status.waitingPods",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class DatabaseMigration
    extends CustomResource<DatabaseMigrationSpec, DatabaseMigrationStatus> implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Required
  @JsonPropertyDescription("What the database should be at, and where its migrations are.")
  @Override
  public DatabaseMigrationSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What is known of the database, and what the last run did.")
  @Override
  public DatabaseMigrationStatus getStatus() {
    return super.getStatus();
  }
}

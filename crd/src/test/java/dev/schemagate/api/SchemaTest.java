package dev.schemagate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What <code>kubectl explain</code> shows. */
class SchemaTest {

  private static final Path CRD = Path.of("../helm/schemagate/templates/crd.yaml");

  private record Field(String path, JSONSchemaProps schema) {

    Stream<Field> andBelow() {
      return Stream.concat(
          Stream.of(this),
          Stream.concat(
                  schema.getProperties().entrySet().stream()
                      .map(one -> new Field(path + "." + one.getKey(), one.getValue())),
                  // An item has no name to explain it by; what is in it has
                  Stream.ofNullable(schema.getItems())
                      .flatMap(items -> items.getSchema().getProperties().entrySet().stream())
                      .map(one -> new Field(path + "[]." + one.getKey(), one.getValue())))
              .flatMap(Field::andBelow));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFieldIsDescribed() throws IOException {
    var crd = Serialization.unmarshal(Files.readString(CRD), CustomResourceDefinition.class);
    var root = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    return new Field("dbm", root)
        .andBelow()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.path(),
                    () ->
                        assertThat(field.schema().getDescription()).as(field.path()).isNotBlank()));
  }
}

package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewTest {
  @TempDir Path folder;

  @Test
  void writesAMigrationAndWhatUndoesIt() throws Exception {
    var result = call("new", "add orders table", "--undo");
    assertThat(result.exitCode()).isZero();
    assertThat(names())
        .hasSize(2)
        .anyMatch(name -> name.matches("U20[0-9]{12}__add_orders_table\\.sql"))
        .anyMatch(name -> name.matches("V20[0-9]{12}__add_orders_table\\.sql"));
    assertThat(result.out().lines()).hasSize(2).allMatch(file -> Files.exists(Path.of(file)));
    assertThat(Files.readString(folder.resolve(names().getLast())))
        .isEqualTo("-- add orders table\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Add orders, add_orders",
    "'  über--alles! ', über_alles",
    "a/../../b, a_b",
  })
  void namesTheFileByItsDescription(String description, String slug) throws Exception {
    assertThat(call("new", description).exitCode()).isZero();
    assertThat(names()).singleElement().asString().endsWith("__" + slug + ".sql");
  }

  @Test
  void takesWordsWithoutQuotes() throws Exception {
    call("new", "add", "orders");
    assertThat(names()).singleElement().asString().endsWith("__add_orders.sql");
  }

  @ParameterizedTest
  @CsvSource({"...", "''"})
  void refusesADescriptionThatSaysNothing(String description) throws Exception {
    assertThat(call("new", description).exitCode()).isEqualTo(64);
    assertThat(call("new").exitCode()).isEqualTo(64);
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhenThereIsNoSuchFolder() {
    var result = call("new", "x", "--location", folder.resolve("absent").toString());
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.err()).contains("absent").contains("is there such a folder?");
  }

  @Test
  void answersInJson() throws Exception {
    var result = call("new", "x", "--output", "json");
    assertThat(new ObjectMapper().readTree(result.out()).at("/files/0").asText()).endsWith("x.sql");
  }

  private Runner.Result call(String... words) {
    return new Runner(folder, Map.of("SCHEMAGATE_LOCATION", folder.toString())).call(words);
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

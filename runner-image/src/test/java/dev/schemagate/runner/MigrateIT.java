package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigrateIT {
  @Test
  void works() throws Exception {
    var database = TestDatabase.create();
    assertThat(database.value("SHOW server_version")).startsWith("18");
  }
}

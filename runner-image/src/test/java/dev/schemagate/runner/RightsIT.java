package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role that may not do what a run needs. */
class RightsIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void weakRole() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1);
    database.execute("CREATE ROLE \"weak one\" LOGIN");
  }

  @AfterEach
  void noRole() throws Exception {
    database.execute("DROP OWNED BY \"weak one\"; DROP ROLE \"weak one\"");
  }

  @Test
  void saysWhatToGrantForTheHistory() throws Exception {
    refused("GRANT USAGE, CREATE ON SCHEMA public TO \"weak one\"");
    database.execute("GRANT USAGE, CREATE ON SCHEMA public TO \"weak one\"");
    assertThat(migrate().exitCode()).isZero();
  }

  @Test
  void saysWhatToGrantForASchemaOfItsOwn() throws Exception {
    var grant = "GRANT CREATE ON DATABASE " + database.name() + " TO \"weak one\"";
    refused(grant, "--schemas", "orders");
    database.execute(grant);
    assertThat(migrate("--schemas", "orders").exitCode()).isZero();
  }

  @Test
  void saysWhatToGrantForAHistoryOfAnotherRole() throws Exception {
    runner.migrate();
    runner.script("V2__one.sql", "SELECT 1");
    database.execute("GRANT SELECT ON flyway_schema_history TO \"weak one\"");
    refused("GRANT SELECT, INSERT ON public.flyway_schema_history TO \"weak one\"");
    database.execute("GRANT INSERT ON flyway_schema_history TO \"weak one\"");
    assertThat(migrate().exitCode()).isZero();
  }

  @Test
  void saysWhenAMigrationLacksARight() throws Exception {
    runner.migrate();
    runner.script("V2__alter.sql", "ALTER TABLE t1 ADD x int");
    database.execute("GRANT SELECT, INSERT ON flyway_schema_history TO \"weak one\"");
    var error = migrate().report().error();
    assertThat(error.reason()).isEqualTo(Failure.InsufficientPrivilege);
    assertThat(error.message()).isEqualTo("must be owner of table t1");
    assertThat(error.file()).isEqualTo("V2__alter.sql");
    assertThat(error.remedy()).contains("grant what is missing");
  }

  private void refused(String grant, String... flags) {
    var result = migrate(flags);
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(result.report().error().reason()).isEqualTo(Failure.InsufficientPrivilege);
    assertThat(result.report().error().message()).contains("role \"weak one\" may not write");
    assertThat(result.report().error().remedy()).contains("Let an owner say: " + grant + ";");
    assertThat(result.out()).doesNotContain("running");
  }

  private Runner.Result migrate(String... flags) {
    return runner.with("SCHEMAGATE_USER", "weak one").migrate(flags);
  }
}

package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that look, and what they say of each state that a migration can be in. */
class VerbsIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database).tables(1, 2, 3);
  }

  @Test
  void planSaysWhatMigrateWillDoAndDoesNothing() throws Exception {
    runner.migrate("--target", "1");
    runner.script("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
    var plan = runner.call("plan");
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out())
        .isEqualTo(
            """
            from 1 to 3: 3 steps
              apply  V2__table_2.sql
              apply  V3__table_3.sql
              apply  R__view.sql
            """);
    assertThat(json("plan", "--target", "+1").at("/steps"))
        .hasToString(
            """
            [{"action":"apply","revision":"2","script":"V2__table_2.sql"},\
            {"action":"apply","script":"R__view.sql"}]\
            """);
    assertThat(database.value("SELECT count(*) FROM flyway_schema_history")).isEqualTo("1");
  }

  @Test
  void planOnAnEmptyDatabaseLeavesItEmpty() throws Exception {
    assertThat(runner.call("plan").out()).startsWith("from no revision to 3: 3 steps\n");
    assertThat(runner.call("status").out())
        .contains("current   no revision")
        .contains("pending   3");
    assertThat(runner.call("check").exitCode()).isEqualTo(1);
    assertThat(runner.call("history").exitCode()).isZero();
    assertThat(database.column("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
  }

  @Test
  void statusShowsEachMigration() throws Exception {
    runner.migrate("--target", "2");
    var status = json("status");
    assertThat(status.at("/revision").asText()).isEqualTo("2");
    assertThat(status.at("/head").asText()).isEqualTo("3");
    assertThat(status.at("/pending").asInt()).isEqualTo(1);
    assertThat(status.findValuesAsText("status")).containsExactly("Applied", "Applied", "Pending");
    assertThat(runner.call("status").out())
        .contains("current   2")
        .containsPattern("2 +table 2 +Applied +20[0-9T:.-]+Z +V2__table_2.sql")
        .containsPattern("3 +table 3 +Pending +V3__table_3.sql");
  }

  @Test
  void historySaysWhoAndHowLong() throws Exception {
    runner.migrate();
    assertThat(json("history").findValuesAsText("revision")).containsExactly("3", "2", "1");
    assertThat(runner.call("history", "--verbose").out())
        .containsPattern("3 +table 3 +Applied +20[0-9T:.-]+Z +postgres +[0-9]+ ms +-?[0-9]+ +SQL");
    assertThat(runner.call("history").out()).doesNotContain("postgres");
  }

  @Test
  void checkTellsByItsExitCode() throws Exception {
    assertCheck(1, "Pending");
    runner.migrate();
    assertCheck(0, "UpToDate");

    runner.script("V2__table_2.sql", "CREATE TABLE other (id int);");
    assertCheck(65, "Differs", "Changed");
    runner.tables(2);
    Files.delete(folder.resolve("sql/V3__table_3.sql"));
    assertCheck(65, "Differs", "Ahead");
    assertThat(runner.call("check", "--database-ahead", "accept").exitCode()).isZero();
    Files.delete(folder.resolve("sql/V1__table_1.sql"));
    assertCheck(65, "Differs", "Missing", "Ahead");
    runner.tables(1, 3).script("V1.5__late.sql", "SELECT 1");
    assertCheck(65, "Differs", "Late");
    Files.delete(folder.resolve("sql/V1.5__late.sql"));
    assertCheck(0, "UpToDate");
  }

  private void assertCheck(int exitCode, String result, String... statuses) throws Exception {
    var check = runner.call("check", "--output", "json");
    var json = new ObjectMapper().readTree(check.out());
    assertThat(json.at("/result").asText()).isEqualTo(result);
    assertThat(check.exitCode()).isEqualTo(exitCode);
    if (statuses.length > 0) {
      assertThat(json.at("/migrations").findValuesAsText("status")).containsExactly(statuses);
    }
  }

  @Test
  void jsonStandsAloneOnStandardOutput() throws Exception {
    var report = json("migrate");
    assertThat(report.at("/appliedCount").asInt()).isEqualTo(3);
    var result = runner.call("migrate", "--target", "7", "--output", "json");
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(new ObjectMapper().readTree(result.out()).at("/error/reason").asText())
        .isEqualTo("UnknownTarget");
    assertThat(result.err()).contains("error: UnknownTarget");
  }

  private JsonNode json(String... words) throws Exception {
    var result = runner.with("SCHEMAGATE_OUTPUT", "json").call(words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }
}

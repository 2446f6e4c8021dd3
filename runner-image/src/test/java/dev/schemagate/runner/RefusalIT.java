package dev.schemagate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run refuses before it changes anything. */
class RefusalIT {
  @TempDir Path folder;
  private TestDatabase database;
  private Runner runner;

  @BeforeEach
  void database() throws Exception {
    database = TestDatabase.create();
    runner = Runner.of(folder, database);
  }

  @Test
  void anUnknownTarget() throws Exception {
    var result = runner.tables(1, 2, 8).migrate("--target", "5");
    refused(result, Failure.UnknownTarget, 65);
    assertThat(result.report().error().message())
        .isEqualTo("can't locate revision 5: the source has 1 ... 8; next to it are 2 and 8");
    assertThat(result.report().head()).isEqualTo("8");
    assertThat(result.report().pending()).isEqualTo(3);
  }

  @Test
  void aSourceWithoutMigrations() {
    runner.script("readme.txt", "nothing here");
    refused(runner.migrate(), Failure.NoMigrations, 65);
  }

  @Test
  void aFolderThatIsNotThere() {
    var result = runner.with("SCHEMAGATE_LOCATION", "/not/there").migrate();
    refused(result, Failure.InvalidConfiguration, 78);
    assertThat(result.report().error().message()).contains("/not/there");
  }

  @Test
  void aMigrationThatWasChanged() {
    runner.tables(1, 2).migrate();
    var result = runner.script("V1__table_1.sql", "CREATE TABLE other (id int);").migrate();
    refused(result, Failure.ChecksumMismatch, 65);
    assertThat(result.report().error().message()).contains("V1__table_1.sql");
    assertThat(result.report().error().remedy()).contains("Restore the file");
    assertThat(result.report().error().revision()).isEqualTo("1");
    assertThat(result.report().revision()).isEqualTo("2");
  }

  @Test
  void aMigrationThatVanished() throws Exception {
    runner.tables(1, 2).migrate();
    Files.delete(folder.resolve("sql/V1__table_1.sql"));
    var result = runner.migrate();
    refused(result, Failure.ValidationFailed, 65);
    assertThat(result.report().error().message())
        .contains("applied, but not in the source: V1__table_1.sql")
        .doesNotContain("\n")
        .doesNotContain("http");
  }

  @Test
  void aMigrationThatCameLate() {
    runner.tables(1, 3).migrate();
    var result = runner.tables(2).migrate();
    refused(result, Failure.ValidationFailed, 65);
    assertThat(result.report().pending()).isEqualTo(1);
  }

  @Test
  void twoMigrationsOfOneVersion() {
    runner.script("V1__a.sql", "SELECT 1").script("V1__b.sql", "SELECT 1");
    var result = runner.migrate();
    refused(result, Failure.ValidationFailed, 65);
    assertThat(result.report().error().message()).contains("V1__a.sql").contains("V1__b.sql");
  }

  @Test
  void aPlaceholderWithoutAValue() {
    var result = runner.script("V1__a.sql", "SELECT '${missing}'").migrate();
    assertThat(result.exitCode()).isEqualTo(65);
    assertThat(result.report().error().message()).contains("missing");
  }

  @Test
  void aTargetThatTheDatabaseIsPast() throws Exception {
    runner.tables(1, 2).migrate();
    var result = runner.migrate("--target", "1");
    refused(result, Failure.DowngradeForbidden, 65);
    assertThat(result.report().error().message()).contains("is at 2, past the target 1");
    assertThat(result.report().error().remedy()).contains("--allow-downgrade");
    assertThat(result.report().revision()).isEqualTo("2");
  }

  @Test
  void aSchemaWithTablesButNoHistory() throws Exception {
    database.execute("CREATE TABLE legacy (id int)");
    var result = runner.tables(1).migrate();
    refused(result, Failure.NotAdopted, 65);
    assertThat(result.report().error().remedy()).contains("adopt: {revision: ");
  }

  @Test
  void aMigrationThatOnceStoppedHalfWay() throws Exception {
    runner
        .tables(1)
        .script("V2__half.sql", "CREATE TABLE half (id int); SELECT 1/0;")
        .script("V2__half.sql.conf", "executeInTransaction=false");
    var first = runner.migrate();
    refused(first, Failure.MigrationFailed, 65);
    assertThat(first.report().error().remedy()).contains("what it did before stays");
    assertThat(first.report().revision()).isEqualTo("1");

    var second = runner.migrate();
    refused(second, Failure.FailedMigrationPresent, 65);
    assertThat(second.report().error().revision()).isEqualTo("2");

    database.execute("DROP TABLE half; DELETE FROM flyway_schema_history WHERE NOT success");
    assertThat(runner.script("V2__half.sql", "SELECT 1").migrate().exitCode()).isZero();
  }

  @Test
  void aHistoryThatAnotherEditionUndid() throws Exception {
    runner.tables(1).migrate();
    database.execute(
        "INSERT INTO flyway_schema_history SELECT 2, version, description, 'UNDO_SQL', script,"
            + " checksum, installed_by, installed_on, 0, true FROM flyway_schema_history");
    var result = runner.migrate();
    refused(result, Failure.ValidationFailed, 65);
    assertThat(result.report().error().message()).contains("UNDO_SQL");
  }

  @Test
  void aCommandLineThatNobodyUnderstands() {
    var result = runner.migrate("--sideways");
    refused(result, Failure.InvalidArguments, 64);
    assertThat(result.report().error().message()).contains("--sideways").contains("--help");
    refused(runner.with("SCHEMAGATE_TARGET", "+1").migrate(), Failure.InvalidArguments, 64);
    refused(runner.migrate("--output", "xml"), Failure.InvalidArguments, 64);
    assertThat(runner.call("migrat").err()).contains("no such verb; there are migrate, plan,");
    assertThat(runner.migrate("head").err()).contains("one word too many");
  }

  private static void refused(Runner.Result result, Failure reason, int exitCode) {
    assertThat(result.report().error()).isNotNull();
    assertThat(result.report().error().reason()).as(result.err()).isEqualTo(reason);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err()).startsWith("error: " + reason + ": ").doesNotContain("\tat ");
  }
}

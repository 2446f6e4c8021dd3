package dev.schemagate.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway's own settings, from its files and from FLYWAY_ variables. */
class ConfigurationFileTest {
  private static final String CONF =
      """
      # as Flyway's documentation has it
      flyway.url=jdbc:postgresql://db.shop.svc:5433/orders?user=fromUrl
      flyway.user=orders
      flyway.password=${ORDERS_PASSWORD}
      flyway.locations=filesystem:sql, classpath:db/migration
      flyway.schemas=orders,billing
      flyway.table=history
      flyway.group=true
      flyway.placeholders.owner=back\\slash
      flyway.placeholders.Tablespace=${ORDERS_SPACE}
      flyway.placeholderPrefix=${
      flyway.connectRetries=60
      flyway.cleanDisabled=true
      """;

  @TempDir Path folder;

  @Test
  void readsConf() throws Exception {
    var environment = Map.of("ORDERS_PASSWORD", "s=1 $", "ORDERS_SPACE", "fast");
    assertThat(named("flyway.conf", CONF, environment))
        .isEqualTo(
            new FlywaySettings(
                Map.of(
                    Setting.HOST, "db.shop.svc",
                    Setting.PORT, "5433",
                    Setting.DATABASE, "orders",
                    Setting.USER, "orders",
                    Setting.PASSWORD, "s=1 $",
                    Setting.LOCATION, "filesystem:sql, classpath:db/migration",
                    Setting.SCHEMAS, "orders,billing",
                    Setting.TABLE, "history"),
                Map.of("owner", "back\\slash", "Tablespace", "fast"),
                Map.of("flyway.group", "true", "flyway.placeholderPrefix", "${"),
                List.of(
                    "connectRetries in flyway.conf: a run connects once; let what started it try"
                        + " again after exit code 75")));
  }

  @Test
  void readsToml() throws Exception {
    var toml =
        """
        id = "5d8f"
        name = "orders"

        [flyway]
        environment = "test"
        locations = ["filesystem:sql", "filesystem:more"]
        outOfOrder = true
        target = "latest"
        [flyway.placeholders]
        owner = "shop"

        [flywayDesktop]
        developmentEnvironment = "x"

        [environments.test]
        url = "jdbc:postgresql://localhost/orders"
        user = "${env.DB_USER}"
        schemas = ["orders"]
        displayName = "for tests"
        flyway.mixed = true

        [environments.other]
        url = "jdbc:h2:mem:x"
        """;
    var settings = named("flyway.toml", toml, Map.of("DB_USER", "app"));
    assertThat(settings.ours())
        .isEqualTo(
            Map.of(
                Setting.HOST, "localhost",
                Setting.DATABASE, "orders",
                Setting.USER, "app",
                Setting.LOCATION, "filesystem:sql,filesystem:more",
                Setting.SCHEMAS, "orders",
                Setting.TARGET, "head",
                Setting.OUT_OF_ORDER, "true",
                Setting.MIXED, "true"));
    assertThat(settings.placeholders()).isEqualTo(Map.of("owner", "shop"));
    assertThat(settings.passed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flyway.shcemas=a            | shcemas in flyway.conf is no setting of Flyway: is it schemas?
          shop.x=1                    | shop.x in flyway.conf is no setting of Flyway
          flyway.baselineOnMigrate=true | baselineOnMigrate=true in flyway.conf can't be: say what the schema is at instead: --adopt
          flyway.cleanDisabled=false  | cleanDisabled=false in flyway.conf can't be: nothing here empties a schema
          flyway.validateOnMigrate=false | what may differ is said by ignoreMigrationPatterns
          flyway.postgresql.transactional.lock=true | CREATE INDEX CONCURRENTLY would wait
          flyway.ignoreMissingMigrations=true | ignoreMigrationPatterns=*:missing
          flyway.dryRunOutput=x.sql   | dryRunOutput in flyway.conf belongs to Flyway's paid edition; here, schemagate plan shows
          flyway.cherryPick=2         | belongs to Flyway's paid edition
          flyway.errorOverrides=x     | belongs to Flyway's paid edition
          flyway.vault.url=https://x  | belongs to Flyway's paid edition; here, mount the secret: --secret-dir
          flyway.check.buildUrl=x     | schemagate check
          flyway.target=next          | target=next in flyway.conf means something else at every run
          flyway.user=${NOBODY}       | flyway.conf takes a value from the variable NOBODY, which is not set
          flyway.url=jdbc:h2:mem:x    | url in flyway.conf is not a URI of PostgreSQL
          """)
  void refusesWithAWayOut(String line, String message) {
    refused("flyway.conf", line, message);
  }

  @Test
  void namesTheLineThatIsNoToml() {
    refused("flyway.toml", "[flyway]\nurl = s3cr3t\n", "flyway.toml:2: this is no TOML");
    refused("flyway.toml", "[flyway]\nenvironment = \"x\"\n", "has no [environments.x]");
  }

  @Test
  void doesNotLetASourceChooseTheDatabase() throws Exception {
    Files.writeString(folder.resolve("flyway.conf"), CONF.replace("${ORDERS_SPACE}", "fast"));
    var settings = ConfigurationFile.beside(folder, Map.of()).orElseThrow();
    assertThat(settings.ours())
        .isEqualTo(Map.of(Setting.SCHEMAS, "orders,billing", Setting.TABLE, "history"));
    assertThat(settings.passed()).containsKey("flyway.group");
  }

  @Test
  void findsTheFileOfTheFolder() throws Exception {
    assertThat(ConfigurationFile.in(folder, Map.of())).isEmpty();
    Files.writeString(folder.resolve("flyway.toml"), "[flyway]\ngroup = true\n");
    assertThat(ConfigurationFile.in(folder, Map.of())).isPresent();
    Files.writeString(folder.resolve("flyway.conf"), "flyway.group=true\n");
    assertThatThrownBy(() -> ConfigurationFile.in(folder, Map.of()))
        .hasMessageContaining("there are both")
        .hasMessageContaining("--config");
  }

  @Test
  void readsVariables() {
    var environment = new TreeMap<>(Map.of("FLYWAY_URL", "jdbc:postgresql://db/orders"));
    environment.put("FLYWAY_OUT_OF_ORDER", "true");
    environment.put("FLYWAY_PLACEHOLDERS_OWNER", "shop");
    environment.put("FLYWAY_VALIDATE_MIGRATION_NAMING", "true");
    environment.put("FLYWAY_SERVICE_HOST", "10.0.0.1");
    environment.put("FLYWAY_TABLE", "");
    var settings = FlywayVariables.read(environment);
    assertThat(settings.ours())
        .isEqualTo(
            Map.of(Setting.HOST, "db", Setting.DATABASE, "orders", Setting.OUT_OF_ORDER, "true"));
    assertThat(settings.placeholders()).isEqualTo(Map.of("owner", "shop"));
    assertThat(settings.passed()).isEqualTo(Map.of("flyway.validateMigrationNaming", "true"));
    assertThatThrownBy(() -> FlywayVariables.read(Map.of("FLYWAY_CHERRY_PICK", "2")))
        .hasMessageContaining("cherryPick in the FLYWAY_ variables belongs to");
  }

  @Test
  void isTheLowestOfAllPlaces() throws Exception {
    var file = folder.resolve("my.conf");
    Files.writeString(
        file,
        """
        flyway.url=jdbc:postgresql://file:1/file
        flyway.table=file
        flyway.schemas=file
        flyway.placeholders.a=file
        flyway.placeholders.b=file
        flyway.placeholders.c=file
        flyway.group=true
        flyway.outOfOrder=true
        flyway.mixed=true
        """);
    var environment =
        Map.of(
            "SCHEMAGATE_OUT_OF_ORDER", "false",
            "SCHEMAGATE_CONFIG", file.toString(),
            "SCHEMAGATE_LOCATION", folder.toString(),
            "SCHEMAGATE_USER", "me",
            "SCHEMAGATE_HOST", "environment",
            "SCHEMAGATE_PLACEHOLDERS", "{\"a\": \"environment\"}",
            "FLYWAY_TABLE", "variable",
            "FLYWAY_PLACEHOLDERS_B", "variable");
    var settings = Settings.read(Map.of(Setting.SCHEMAS, "flag"), Map.of(), environment);
    assertThat(settings.connection()).hasToString("environment:1/file as me");
    assertThat(settings.source().table()).isEqualTo("variable");
    assertThat(settings.source().schemas()).containsExactly("flag");
    assertThat(settings.source().placeholders())
        .isEqualTo(Map.of("a", "environment", "b", "variable", "c", "file"));
    assertThat(settings.source().settings())
        .isEqualTo(Map.of("flyway.group", "true", "flyway.mixed", "true"));
  }

  private FlywaySettings named(String name, String text, Map<String, String> environment)
      throws IOException {
    return ConfigurationFile.named(Files.writeString(folder.resolve(name), text), environment);
  }

  private void refused(String name, String text, String message) {
    assertThatThrownBy(() -> named(name, text, Map.of()))
        .isInstanceOfSatisfying(
            RunFailed.class,
            e -> assertThat(e.error().reason()).isEqualTo(Failure.InvalidConfiguration))
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cr3t");
  }
}

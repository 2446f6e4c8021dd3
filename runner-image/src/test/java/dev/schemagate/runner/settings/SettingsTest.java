package dev.schemagate.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.engine.Target;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path secret;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void readsEachSettingFromTheFirstPlaceThatHasIt() {
    environment.put("DATABASE_URL", "postgresql://url-user:url-password@url-host:1/url-db");
    key("uri", "postgresql://u:p@uri-host:2/uri-db?sslmode=require");
    key("username", "secret-user");
    assertConnection("url-host:1/url-db as url-user");

    environment.put("PGHOST", "pg-host");
    assertConnection("pg-host:1/url-db as url-user");
    environment.put("SCHEMAGATE_HOST", "own-host");
    assertConnection("own-host:1/url-db as url-user");
    assertThat(read(Map.of(Setting.HOST, "flag-host")).connection().host()).isEqualTo("flag-host");
    assertThat(read(Map.of()).connection().sslMode()).isEqualTo("require");
    assertThat(read(Map.of()).connection().password()).isEqualTo("url-password");
  }

  @Test
  void takesPartsOfTheSecretBeforeItsUri() {
    key("uri", "postgresql://u:p@uri-host:2/uri-db");
    key("host", "host\n");
    key("database", "db\r\n");
    key("password", "ends in a space \n");
    key("pgpass", "ignored");
    assertConnection("host:2/db as u");
    assertThat(read(Map.of()).connection().password()).isEqualTo("ends in a space ");
  }

  @Test
  void takesDbnameBeforeDatabase() {
    complete();
    key("dbname", "first");
    key("database", "second");
    assertThat(read(Map.of()).connection().database()).isEqualTo("first");
  }

  @Test
  void readsJdbcUris() {
    key("jdbc-uri", "jdbc:postgresql://db:5433/app?user=me&password=p%40ss&sslmode=disable");
    assertConnection("db:5433/app as me");
    assertThat(read(Map.of()).connection().password()).isEqualTo("p@ss");
  }

  @Test
  void hasDefaults() {
    complete();
    var settings = read(Map.of());
    assertThat(settings.target()).isEqualTo(new Target.Head());
    assertThat(settings.time(Setting.QUEUE_TIMEOUT)).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.connection().port()).isEqualTo(5432);
    assertThat(settings.connection().lockTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.connection().statementTimeout()).isZero();
    assertThat(settings.connection().applicationName()).isEqualTo("schemagate");
    assertThat(settings.source().schemas()).isEmpty();
  }

  @Test
  void neverShowsThePassword() {
    complete();
    key("password", "hunter2");
    assertThat(read(Map.of()).connection().toString()).doesNotContain("hunter2");
  }

  @Test
  void saysWhatIsMissingAndWhereItLooked() {
    key("password", "hunter2");
    key("username", "me");
    key("host", "db");
    assertThatThrownBy(this::readAll)
        .hasMessage(
            "dbname is missing: looked for --database, SCHEMAGATE_DATABASE, PGDATABASE,"
                + " DATABASE_URL, the keys dbname, database and uri in "
                + secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PORT=0",
        "PORT=65536",
        "PORT=a",
        "SSLMODE=on",
        "SSLMODE=verify-full",
        "SSL_ROOT_CERT=absent.crt",
        "HOST=/var/run/postgresql",
        "HOST=a,b",
        "LOCK_TIMEOUT=5",
        "QUEUE_TIMEOUT=-1s",
        "STATEMENT_TIMEOUT=1 s",
        "ALLOW_DOWNGRADE=yes",
        "ADOPT=+1",
        "ADOPT=base",
        "DATABASE_AHEAD=Accept",
        "PLACEHOLDERS=[]",
        "PLACEHOLDERS={\"a\":",
      })
  void refusesValuesThatMakeNoSense(String assignment) {
    complete();
    var at = assignment.indexOf('=');
    environment.put("SCHEMAGATE_" + assignment.substring(0, at), assignment.substring(at + 1));
    assertThatThrownBy(this::readAll)
        .asInstanceOf(type(RunFailed.class))
        .satisfies(e -> assertThat(e.error().reason()).isEqualTo(Failure.InvalidConfiguration));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "250ms, 250", "5s, 5000", "10m, 600000", "2h, 7200000"})
  void readsTimes(String text, long millis) {
    complete();
    environment.put("SCHEMAGATE_LOCK_TIMEOUT", text);
    assertThat(read(Map.of()).connection().lockTimeout().toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"head, head", "8, 8", "V8, 8", "20261120_2, 20261120.2", "v1.2.3, 1.2.3"})
  void readsTargets(String text, String target) {
    complete();
    environment.put("SCHEMAGATE_TARGET", text);
    assertThat(read(Map.of()).target()).hasToString(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", "-1", "latest", "8?", "1..2", "V", "1.2.", "heads"})
  void refusesTargetsThatAreNoVersion(String text) {
    complete();
    environment.put("SCHEMAGATE_TARGET", text);
    assertThatThrownBy(this::readAll)
        .asInstanceOf(type(RunFailed.class))
        .satisfies(e -> assertThat(e.error().reason()).isEqualTo(Failure.InvalidArguments));
  }

  @Test
  void findsTheAuthoritiesInTheSecretByKey() {
    complete();
    key("ca.crt", "-----BEGIN CERTIFICATE-----");
    environment.put("SCHEMAGATE_SSLMODE", "verify-full");
    environment.put("SCHEMAGATE_SSL_ROOT_CERT", "ca.crt");
    assertThat(read(Map.of()).connection().sslRootCert()).isEqualTo(secret.resolve("ca.crt"));
  }

  @Test
  void addsPlaceholdersOfTheCommandLine() {
    complete();
    environment.put("SCHEMAGATE_PLACEHOLDERS", "{\"a\":\"1\",\"b\":\"2\"}");
    var settings = Settings.read(Map.of(), Map.of("b", "3"), environment());
    assertThat(settings.source().placeholders()).isEqualTo(Map.of("a", "1", "b", "3"));
  }

  private void complete() {
    key("uri", "postgresql://me:secret@db/app");
  }

  private void key(String name, String text) {
    try {
      Files.writeString(secret.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Settings read(Map<Setting, String> flags) {
    return Settings.read(flags, Map.of(), environment());
  }

  private void readAll() {
    var settings = read(Map.of());
    settings.target();
    settings.policy();
    settings.source();
    settings.connection();
    settings.time(Setting.QUEUE_TIMEOUT);
  }

  private Map<String, String> environment() {
    environment.put("SCHEMAGATE_SECRET_DIR", secret.toString());
    environment.put("SCHEMAGATE_LOCATION", "/sql");
    return environment;
  }

  private void assertConnection(String words) {
    assertThat(read(Map.of()).connection()).hasToString(words);
  }
}

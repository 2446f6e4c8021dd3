package dev.schemagate.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUriTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          postgresql://u:p@db:5433/app              | u     | p       | db        | 5433 | app
          postgres://u:p@db/app                     | u     | p       | db        | -    | app
          postgresql+psycopg://u:p@db/app           | u     | p       | db        | -    | app
          postgresql://u@db/app                     | u     | -       | db        | -    | app
          postgresql://db                           | -     | -       | db        | -    | -
          postgresql://u:p%40s%2Fs%3A@db/app        | u     | p@s/s:  | db        | -    | app
          postgresql://u:p+s@db/app                 | u     | p+s     | db        | -    | app
          postgresql://u:p@ss@db/app                | u     | p@ss    | db        | -    | app
          postgresql://%C3%BC:p@db/%C3%BC           | ü     | p       | db        | -    | ü
          postgresql://u:p@[2001:db8::1]:5433/app   | u     | p       | 2001:db8::1 | 5433 | app
          postgresql:///app?host=db&port=1&user=u   | u     | -       | db        | 1    | app
          jdbc:postgresql://db:1/app?user=u&password=p%26q | u | p&q   | db        | 1    | app
          """)
  void readsWhatItCarries(
      String uri, String user, String password, String host, String port, String database) {
    var settings = PostgresUri.parse(uri, "the URI");
    assertThat(settings.get(Setting.USER)).isEqualTo(user);
    assertThat(settings.get(Setting.PASSWORD)).isEqualTo(password);
    assertThat(settings.get(Setting.HOST)).isEqualTo(host);
    assertThat(settings.get(Setting.PORT)).isEqualTo(port);
    assertThat(settings.get(Setting.DATABASE)).isEqualTo(database);
  }

  @Test
  void readsParametersThatSayWhichSchemaAndHowSafely() {
    var uri =
        "postgresql://db/app?sslmode=verify-full&sslrootcert=/ca.crt&connect_timeout=3"
            + "&options=-c%20search_path%3Dapp&currentSchema=a,b c";
    assertThat(PostgresUri.parse(uri, "the URI"))
        .isEqualTo(
            Map.of(
                Setting.HOST, "db",
                Setting.DATABASE, "app",
                Setting.SSLMODE, "verify-full",
                Setting.SSL_ROOT_CERT, "/ca.crt",
                Setting.OPTIONS, "-c search_path=app -c search_path=a,b\\ c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:hunter2@db/app",
        "u:hunter2@db",
        "postgresql://u:hunter2%zz@db/app",
        "postgresql://u:hunter2%4@db/app",
        "postgresql://u:hunter2/x@db:1/app",
      })
  void refusesOthersWithoutRepeatingThem(String uri) {
    assertThatThrownBy(() -> PostgresUri.parse(uri, "DATABASE_URL"))
        .hasMessageStartingWith("DATABASE_URL is not a URI of PostgreSQL: ")
        .hasMessageNotContaining("hunter2");
  }
}

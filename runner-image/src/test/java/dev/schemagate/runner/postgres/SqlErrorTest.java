package dev.schemagate.runner.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.Redaction;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorTest {
  @ParameterizedTest
  @CsvSource({
    "08006, ConnectionLost, ConnectionLost",
    "57P01, ConnectionLost, ConnectionLost",
    "55P03, LockTimeout, MigrationFailed",
    "40001, Conflict, MigrationFailed",
    "40P01, Conflict, MigrationFailed",
    "42501, InsufficientPrivilege, InsufficientPrivilege",
    "57014, MigrationFailed, MigrationFailed",
    "22012, MigrationFailed, MigrationFailed",
    "'', MigrationFailed, MigrationFailed",
  })
  void tellsFailuresApart(String sqlState, Failure inTransaction, Failure outside) {
    var error = new SqlError(sqlState, "words", null, null, 0, null);
    assertThat(error.failure(true)).isEqualTo(inTransaction);
    assertThat(error.failure(false)).isEqualTo(outside);
  }

  @Test
  void takesTheInnermostError() {
    var inner = new SQLException("inner", "22012");
    var outer = new SQLException("outer", "08006", new RuntimeException(inner));
    assertThat(SqlError.within(new RuntimeException(outer)).orElseThrow().sqlState())
        .isEqualTo("22012");
    assertThat(SqlError.within(new RuntimeException("no SQL"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'PL/pgSQL function inline_code_block line 4 at RAISE', 4, ' (in the DO block, line 4)'",
    "'SQL statement \"SELECT 1\"\nPL/pgSQL function inline_code_block line 2 at PERFORM', 2,"
        + " ' (in the DO block, line 2)'",
    "'PL/pgSQL function f(integer) line 3 at RETURN\nPL/pgSQL function inline_code_block line 9 at"
        + " PERFORM', 9, ' (in function f(integer), line 3)'",
    "'PL/pgSQL function f(integer) line 3 at RETURN', 0, ' (in function f(integer), line 3)'",
    "'SQL function \"g\" statement 2', 0, ' (in function g, statement 2)'",
    "'COPY t, line 1: \"secret\"', 0, ''",
    ", 0, ''",
  })
  void tellsWhereInAFunctionItWas(String where, int doLine, String words) {
    var error = new SqlError("22012", "division by zero", null, null, 0, where);
    assertThat(error.doLine()).isEqualTo(doLine);
    assertThat(error.error(Failure.MigrationFailed, Redaction.of(List.of())).message())
        .isEqualTo("division by zero" + words);
  }
}

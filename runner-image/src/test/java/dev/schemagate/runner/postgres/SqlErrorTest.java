package dev.schemagate.runner.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import java.sql.SQLException;
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
    var error = new SqlError(sqlState, "words", null, null, 0);
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
    "'SELECT x', 8, 3, 3, 0",
    "'SELECT\n  x', 10, 3, 4, 3",
    "'-- why\n/* so\n*/ SELECT\n x', 25, 5, 6, 2",
    "'-- 😀\nSELECT\n x😀y', 16, 2, 3, 4",
    "'SELECT 1', 99, 7, 7, 0",
    "'SELECT 1\n', 0, 7, 7, 0",
  })
  void findsThePlaceInTheFile(String statement, int position, int firstLine, int line, int column) {
    assertThat(new SqlError("42601", "words", null, null, position).place(statement, firstLine))
        .isEqualTo(new SqlError.Place(line, column));
  }
}

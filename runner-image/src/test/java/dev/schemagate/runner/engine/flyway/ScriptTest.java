package dev.schemagate.runner.engine.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.runner.postgres.SqlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
  @ParameterizedTest
  @CsvSource({
    "'SELECT x', 'SELECT x', 8, 1, 1, 8",
    "'  SELECT\n  x;', 'SELECT\n  x', 10, 1, 2, 3",
    "'a;\n-- why\n/* so\n*/ SELECT\n x', '-- why\n/* so\n*/ SELECT\n x', 25, 4, 5, 2",
    "'-- 😀\nSELECT\n x😀y', '-- 😀\nSELECT\n x😀y', 16, 2, 3, 4",
    "'SELECT 1; \tSELECT 2, x; SELECT 3', 'SELECT 2, x', 11, 1, 1, 22",
    "'SELECT 1; SELECT x; SELECT x', 'SELECT x', 8, 1, 1, 0",
    "'SELECT x; SELECT xy', 'SELECT x', 8, 1, 1, 0",
    "'SELECT ''${a}'', x', 'SELECT ''value'', x', 17, 1, 1, 0",
    "'SELECT\n ''${a}'', x', 'SELECT\n ''value'', x', 18, 1, 2, 0",
    "'SELECT ${a}; SELECT 2/0', 'SELECT 2/0', 8, 1, 1, 0",
    "'SELECT (', 'SELECT (', 9, 1, 1, 9",
    "'SELECT 1\r\n, x\r\n', 'SELECT 1\r\n, x', 13, 1, 2, 3",
    "'', 'SELECT\n x', 9, 7, 8, 0",
    "'SELECT 1\n', 'SELECT 1', 0, 7, 7, 0",
  })
  void findsThePlaceInTheFile(
      String text, String statement, int position, int firstLine, int line, int column) {
    var error = new SqlError("42601", "words", null, null, position, null);
    assertThat(new Script(text, "${").place(error, statement, firstLine))
        .isEqualTo(new Script.Place(line, column));
  }

  @ParameterizedTest
  @CsvSource({
    "'-- x\nDO $$\nBEGIN\n  RAISE;\nEND $$', 3, 12, 14",
    "'DO LANGUAGE plpgsql $body$ BEGIN\n  RAISE;\nEND $body$', 2, 12, 13",
    "'DO ''BEGIN\n  RAISE;\nEND''', 2, 12, 12",
    "'CREATE FUNCTION f() AS $$\n\n$$', 2, 12, 12",
  })
  void findsTheLineInADoBlock(String statement, int doLine, int firstLine, int line) {
    var where = "PL/pgSQL function inline_code_block line " + doLine + " at RAISE";
    var error = new SqlError("P0001", "words", null, null, 0, where);
    assertThat(new Script("", "${").place(error, statement, firstLine))
        .isEqualTo(new Script.Place(line, 0));
  }

  @Test
  void findsTheLineOfAStatementThatIsThereOnce() {
    var script = new Script("SELECT 1;\n-- why\nSELECT 2;\nSELECT 1;\n", "${");
    assertThat(script.lineOf("-- why\nSELECT 2")).isEqualTo(3);
    assertThat(script.lineOf("SELECT 1")).as("twice").isZero();
    assertThat(script.lineOf("SELECT 3")).isZero();
    assertThat(script.lineOf("")).isZero();
  }
}

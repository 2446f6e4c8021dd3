package dev.schemagate.runner.engine.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenEndTest {
  @Test
  void findsACommentWithoutAnEnd() {
    assertThat(OpenEnd.in("SELECT 1;\n/* from here\nDROP TABLE t;\n"))
        .hasValueSatisfying(found -> assertThat(found.line()).isEqualTo(2));
  }

  @Test
  void findsCopiedDataWithoutAnEnd() {
    assertThat(OpenEnd.in("SELECT 1;\n\ncopy t (a, b) FROM stdin WITH (FORMAT csv);\n1,2\n"))
        .hasValueSatisfying(found -> assertThat(found.line()).isEqualTo(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1 /* one */;\n/* two\n */ SELECT 2;",
        "-- /* not one\nSELECT 1;",
        "SELECT '/*';",
        "SELECT 'it''s /*';",
        "SELECT e'\\'/*';",
        "SELECT \"/*\" FROM t;",
        "SELECT $$/*$$; SELECT $a$ $$ /* $a$;",
        "COPY t FROM STDIN;\n1\t/*\n\\.\nSELECT 1;",
        "COPY t (a) FROM STDIN;\r\nit's\r\n\\.\r\n",
        "COPY t TO STDOUT;\nSELECT 1;",
        "SELECT 'COPY t FROM STDIN;\n';",
        "INSERT INTO t VALUES ('a path /tmp/*');",
      })
  void takesWhatEnds(String script) {
    assertThat(OpenEnd.in(script)).isEmpty();
  }

  @Test
  void readsALongScriptWithoutDepth() {
    assertThat(OpenEnd.in("INSERT INTO t VALUES ('" + "x''".repeat(200_000) + "');")).isEmpty();
    assertThat(OpenEnd.in("$$" + "y".repeat(2_000_000) + "$$")).isEmpty();
    assertThat(OpenEnd.in("COPY t FROM STDIN;\n" + "z\n".repeat(500_000) + "\\.\n")).isEmpty();
  }
}

package dev.schemagate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Migrations of one statement each, for Flyway and the same for Alembic. */
record Scripts(int count) {

  private static String statement(int revision) {
    return "CREATE TABLE t%d (id bigint PRIMARY KEY, name text NOT NULL)".formatted(revision);
  }

  void forFlyway(Path folder) throws IOException {
    for (int revision : revisions()) {
      Files.writeString(
          folder.resolve("V%d__table%d.sql".formatted(revision, revision)),
          statement(revision) + ";\n");
    }
  }

  void forAlembic(Path folder) throws IOException {
    for (int revision : revisions()) {
      Files.writeString(
          folder.resolve("r%d_table%d.py".formatted(revision, revision)),
          """
          from alembic import op

          revision = "r%d"
          down_revision = %s

          def upgrade():
              op.execute("%s")
          """
              .formatted(
                  revision,
                  revision == 1 ? "None" : "\"r%d\"".formatted(revision - 1),
                  statement(revision)));
    }
  }

  private int[] revisions() {
    return IntStream.rangeClosed(1, count).toArray();
  }
}

package dev.schemagate.bench;

import dev.schemagate.testbed.Database;
import dev.schemagate.testbed.PythonPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Alembic itself, with a project as its documentation shows one. */
record Alembic(Path python, Path project, Database database) {

  private static final List<String> PACKAGES =
      List.of(
          "alembic==1.20.1",
          "SQLAlchemy==2.1.9",
          "psycopg[binary]==3.3.9",
          "Mako==1.4.3",
          "MarkupSafe==3.0.4",
          "typing_extensions==4.16.0");

  /**
   * What pip's <code>bin/alembic</code> does, which a cache's folder can't hold: it has its path.
   */
  private static final String MAIN =
      "import sys; from alembic.config import main; sys.exit(main(prog='alembic'))";

  /** Makes the project. */
  static Alembic create(Bed bed, Path project, Scripts scripts, Database database)
      throws IOException {
    var python = PythonPackages.install(bed::say, PACKAGES);
    var versions = Files.createDirectories(project.resolve("migrations/versions"));
    scripts.forAlembic(versions);
    Files.writeString(
        project.resolve("alembic.ini"),
        """
        [alembic]
        script_location = %(here)s/migrations
        """);
    Files.writeString(
        project.resolve("migrations/env.py"),
        """
        import os

        from alembic import context
        from sqlalchemy import create_engine, pool

        engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    return new Alembic(python, project, database);
  }

  Program upgrade() {
    var url =
        "postgresql+psycopg://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                LocalServer.HOST,
                database.port(),
                database.name());
    return new Program(
        List.of(python.toString(), "-c", MAIN, "upgrade", "head"),
        Map.of("DATABASE_URL", url),
        project);
  }
}

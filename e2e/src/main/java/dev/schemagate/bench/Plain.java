package dev.schemagate.bench;

import dev.schemagate.testbed.Database;
import java.io.File;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLDatabase;
import org.postgresql.Driver;

/** {@link PlainFlyway} as one starts it: the JDK's java, a class path, no options. */
record Plain(Path migrations) {

  Program program(Database database) {
    var path =
        Stream.of(PlainFlyway.class, Flyway.class, PostgreSQLDatabase.class, Driver.class)
            .map(Plain::place)
            .collect(Collectors.joining(File.pathSeparator));
    return new Program(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            path,
            PlainFlyway.class.getName(),
            database.jdbcUrl(LocalServer.HOST),
            database.user(),
            database.password(),
            migrations.toString()),
        Map.of(),
        migrations);
  }

  private static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Path.of(source.getLocation().getPath()).toString();
  }
}

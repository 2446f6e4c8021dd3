package dev.schemagate.runner.engine.flyway;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds files that were meant as migrations and are none by their name. Flyway skips them without a
 * word, and an application would start on a schema that lacks them; its own check of names can't be
 * used, since it refuses undo scripts too.
 */
record Naming(FlywaySource source) {
  /** A prefix as Flyway knows it or in the other case, and what looks like a version or none. */
  private static final Pattern MEANT =
      Pattern.compile("([VBUvbu][\\s\\p{N}_.-]|[VBU].*__|[Rr]_).*\\.[Ss][Qq][Ll]", Pattern.DOTALL);

  private static final Pattern RIGHT =
      Pattern.compile("([VBU](?<version>[0-9]+([._][0-9]+)*)(__.*)?|R__.*)\\.[Ss][Qq][Ll]");

  /** Whoever has other names has told Flyway so. */
  private static final Pattern OWN_NAMES = Pattern.compile(".*(Prefix|Suffixes|Separator)");

  /** As wide as the history's column. */
  private static final int LONGEST_VERSION = 50;

  private static final int NAMED = 3;
  private static final int DEEPEST = 64;

  /** Fails when there are such files. */
  void check() {
    if (source.settings().keySet().stream().anyMatch(OWN_NAMES.asMatchPredicate())) {
      return;
    }
    var wrong = source.locations().folders().stream().flatMap(f -> wrong(f).stream()).toList();
    if (!wrong.isEmpty()) {
      throw RunFailed.because(
          Failure.ValidationFailed,
          "looks like a migration but is not named like one, and would be skipped: "
              + wrong.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (wrong.size() > NAMED ? " and " + (wrong.size() - NAMED) + " more" : "")
              + ". Rename it as in V2__create_orders.sql, R__views.sql or U2__create_orders.sql,"
              + " with a version of at most "
              + LONGEST_VERSION
              + " characters, or move it out of the folder");
    }
  }

  private static List<String> wrong(Path folder) {
    try (var files =
        Files.find(folder, DEEPEST, (file, _) -> isWrong(file), FileVisitOption.FOLLOW_LINKS)) {
      return files
          .map(file -> folder.relativize(file).toString().replaceAll("\\p{Cntrl}", "?"))
          .filter(name -> !name.startsWith(".") && !name.contains("/."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // What can't be read is for Flyway to say.
    }
  }

  private static boolean isWrong(Path file) {
    var name = file.getFileName().toString();
    if (!MEANT.matcher(name).matches()) {
      return false;
    }
    var right = RIGHT.matcher(name);
    return !right.matches()
        || (right.group("version") != null && right.group("version").length() > LONGEST_VERSION)
        || !Files.isRegularFile(file);
  }
}

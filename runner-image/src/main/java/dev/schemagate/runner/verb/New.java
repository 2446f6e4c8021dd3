package dev.schemagate.runner.verb;

import dev.schemagate.report.ExitCode;
import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import dev.schemagate.runner.settings.Setting;
import dev.schemagate.runner.settings.Settings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Begins a migration: its file, and the file that undoes it. */
public final class New implements Verb {
  /** In UTC, so that the order does not depend on where its author sits. */
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private record Answer(List<String> files) {}

  @Override
  public String name() {
    return "new";
  }

  @Override
  public String description() {
    return "Write the file of a new migration: schemagate new \"add orders table\" --undo";
  }

  @Override
  public String operand() {
    return "DESCRIPTION";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.of(Setting.CONFIG, Setting.LOCATION, Setting.UNDO, Setting.OUTPUT);
  }

  @Override
  public ExitCode run(Invocation invocation) {
    var settings = invocation.settings();
    var description = String.join(" ", invocation.operands()).strip();
    var name = VERSION.format(Instant.now()) + "__" + slug(description) + ".sql";
    var folder = folder(settings);
    var files = new ArrayList<String>();
    files.add(write(folder.resolve("V" + name), "-- " + description + "\n"));
    if (settings.isTrue(Setting.UNDO)) {
      files.add(write(folder.resolve("U" + name), "-- undo: " + description + "\n"));
    }
    invocation.answer(new Answer(files), String.join("\n", files));
    return ExitCode.DONE;
  }

  private static Path folder(Settings settings) {
    return settings.locations().folders().stream()
        .findFirst()
        .orElseThrow(
            () ->
                RunFailed.because(
                    Failure.InvalidConfiguration,
                    "there is no folder among " + settings.locations() + " to write it to"));
  }

  private static String slug(String description) {
    var slug =
        description
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "_")
            .replaceAll("^_|_$", "");
    if (slug.isEmpty() || slug.length() > 150) {
      throw RunFailed.because(
          Failure.InvalidArguments,
          "say in a few words what the migration does: schemagate new \"add orders table\"");
    }
    return slug;
  }

  private static String write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      return file.toString();
    } catch (FileAlreadyExistsException e) {
      throw RunFailed.because(
          Failure.InvalidArguments, file + " is there already; wait for the next second");
    } catch (IOException e) {
      throw RunFailed.because(
          Failure.InvalidConfiguration,
          "can't write "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + "): is there such a folder?");
    }
  }
}

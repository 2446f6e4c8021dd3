package dev.schemagate.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One line of the tables of bad input, which say how they are written. */
record BadInput(String title, int exitCode, String reason, String words, List<String> input) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\x(?<hex>[0-9a-f]{2})|\\\\(?<letter>.)"
              + "|\\{(?<repeated>.)\\*(?<times>\\d+)}|\\{(?<name>dir|port)}|(?<text>.)");

  static Stream<BadInput> all(String table) throws IOException {
    try (var file = BadInput.class.getResourceAsStream("/" + table)) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(BadInput::of);
    }
  }

  private static BadInput of(String line) {
    var columns = line.split("\\s*\\|\\s*", 4);
    var result = columns[1].split(" ");
    return new BadInput(
        columns[0],
        Integer.parseInt(result[0]),
        result[1],
        columns[2].strip(),
        List.of(columns[3].strip().split(" ")));
  }

  Runner.Result migrate(Path folder, TestDatabase database) throws IOException {
    var runner = Runner.of(folder, database).script("V1__ok.sql", "SELECT 1;");
    var flags = new ArrayList<String>();
    for (var one : input) {
      var link = one.split("->", 2);
      var parts = one.split("=", 2);
      if (link.length == 2 && link[0].contains("/")) {
        Files.createDirectories(folder.resolve(link[0]).getParent());
        Files.createSymbolicLink(folder.resolve(link[0]), Path.of(link[1]));
      } else if (one.startsWith("--")) {
        flags.add(text(one, folder, database));
      } else if (one.matches("[A-Z_]+=.*")) {
        runner = runner.with(parts[0], text(parts[1], folder, database));
      } else {
        var file = folder.resolve(text(parts[0], folder, database));
        Files.createDirectories(file.getParent());
        Files.write(file, bytes(parts[1], folder, database));
      }
      if (one.startsWith("secret/")) {
        runner = runner.with("SCHEMAGATE_SECRET_DIR", folder.resolve("secret").toString());
      }
    }
    return runner.migrate(flags.toArray(String[]::new));
  }

  String[] words(Path folder) {
    return Arrays.stream(words.split(";"))
        .map(word -> text(word, folder, null))
        .toArray(String[]::new);
  }

  private static String text(String written, Path folder, TestDatabase database) {
    return new String(bytes(written, folder, database), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String written, Path folder, TestDatabase database) {
    var bytes = new ByteArrayOutputStream();
    var token = TOKEN.matcher(written);
    while (token.find()) {
      if (token.group("hex") != null) {
        bytes.write(Integer.parseInt(token.group("hex"), 16));
      } else {
        bytes.writeBytes(part(token, folder, database).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String part(Matcher token, Path folder, TestDatabase database) {
    if (token.group("text") != null) {
      return token.group("text");
    }
    if (token.group("repeated") != null) {
      return token.group("repeated").repeat(Integer.parseInt(token.group("times")));
    }
    if (token.group("name") != null) {
      return token.group("name").equals("dir")
          ? folder.toString()
          : Integer.toString(database.port());
    }
    return switch (token.group("letter")) {
      case "s" -> " ";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "0" -> "\0";
      case String other -> other;
    };
  }

  @Override
  public String toString() {
    return title;
  }
}

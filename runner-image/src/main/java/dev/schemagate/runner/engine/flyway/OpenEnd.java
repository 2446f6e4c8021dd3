package dev.schemagate.runner.engine.flyway;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a script begins and never ends. Flyway takes all that follows an unended comment for a
 * comment, and records the script as applied; on an unended COPY it waits for ever.
 *
 * @param line where it begins, from 1
 */
record OpenEnd(int line, String what) {
  /** What may hold the signs of the others; a quote without an end is for the parser to refuse. */
  private static final Pattern PART =
      Pattern.compile(
          "--[^\\n]*"
              + "|(?<comment>/\\*)(?:.*?(?<ended>\\*/)|.*)"
              + "|\\b[eE]'(?:[^'\\\\]|\\\\.|'')*+'?"
              + "|'(?:[^']|'')*+'?"
              + "|\"[^\"]*+\"?"
              + "|(?<![\\w$])(?<quote>\\$(?:[a-zA-Z_]\\w*)?\\$).*?(?:\\k<quote>|\\z)"
              + "|(?<![\\w$])(?<copy>(?i:COPY)\\s[^;'\"]*?(?i:FROM\\s+STDIN)\\b[^;]*;)"
              + "[ \\t]*\\r?\\n(?:.*?(?<data>^\\\\\\.)|.*)",
          Pattern.DOTALL | Pattern.MULTILINE);

  static Optional<OpenEnd> in(String script) {
    var part = PART.matcher(script);
    while (part.find()) {
      if (part.group("comment") != null && part.group("ended") == null) {
        return Optional.of(
            new OpenEnd(line(script, part.start()), "the comment that begins here has no */"));
      }
      if (part.group("copy") != null && part.group("data") == null) {
        return Optional.of(
            new OpenEnd(
                line(script, part.start()),
                "the data of this COPY has no end: put a line with \\. after it"));
      }
    }
    return Optional.empty();
  }

  private static int line(String script, int at) {
    return 1 + (int) script.substring(0, at).chars().filter(one -> one == '\n').count();
  }
}

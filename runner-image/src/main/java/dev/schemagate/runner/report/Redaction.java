package dev.schemagate.runner.report;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes passwords and placeholder values out of words that come from elsewhere. */
public final class Redaction {
  private static final Pattern CONNECTION_URL =
      Pattern.compile("(?:jdbc:)?postgres(?:ql)?://[^\\s\"']*");

  private final Pattern secrets;

  private Redaction(Pattern secrets) {
    this.secrets = secrets;
  }

  /** Values count as whole words only, or a value of one letter would black out every text. */
  public static Redaction of(Collection<String> values) {
    List<String> longestFirst =
        values.stream()
            .filter(value -> value != null && !value.isBlank())
            .distinct()
            .sorted((one, other) -> other.length() - one.length())
            .toList();
    if (longestFirst.isEmpty()) {
      return new Redaction(null);
    }
    return new Redaction(
        Pattern.compile(
            longestFirst.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w])(?:", ")(?![\\w])"))));
  }

  public String apply(String text) {
    if (text == null) {
      return null;
    }
    var withoutUrls = CONNECTION_URL.matcher(text).replaceAll(Matcher.quoteReplacement("***"));
    return secrets == null ? withoutUrls : secrets.matcher(withoutUrls).replaceAll("***");
  }
}

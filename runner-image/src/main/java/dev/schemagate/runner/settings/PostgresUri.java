package dev.schemagate.runner.settings;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connection URI of libpq (<code>postgresql://</code>, <code>postgres://</code>) or of JDBC. Its
 * text never gets into a message, since a password may be anywhere in it.
 */
final class PostgresUri {
  /** Greedy up to the last @: whoever writes an @ into a password may have forgotten to escape. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:jdbc:)?(?:postgresql|postgres)(?:\\+\\w+)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^/?]*))?@)?"
              + "(?<host>\\[[^]/?]*]|[^:/?@]*)(?::(?<port>[0-9]*))?"
              + "(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?",
          Pattern.DOTALL);

  private PostgresUri() {}

  /**
   * The settings that the URI carries.
   *
   * @param where what to call the URI in an error
   */
  static Map<Setting, String> parse(String uri, String where) {
    var parts = SHAPE.matcher(uri);
    if (!parts.matches()) {
      throw malformed(where, "it should read postgresql://user:password@host:port/database");
    }
    var settings = new EnumMap<Setting, String>(Setting.class);
    put(settings, Setting.USER, parts.group("user"), where);
    put(settings, Setting.PASSWORD, parts.group("password"), where);
    put(settings, Setting.HOST, withoutBrackets(parts.group("host")), where);
    put(settings, Setting.PORT, parts.group("port"), where);
    put(settings, Setting.DATABASE, parts.group("database"), where);
    if (parts.group("query") != null) {
      for (var parameter : parts.group("query").split("&")) {
        query(settings, parameter.split("=", 2), where);
      }
    }
    return settings;
  }

  private static void query(Map<Setting, String> settings, String[] parameter, String where) {
    if (parameter.length < 2) {
      return;
    }
    switch (parameter[0]) {
      case "host" -> put(settings, Setting.HOST, parameter[1], where);
      case "port" -> put(settings, Setting.PORT, parameter[1], where);
      case "dbname" -> put(settings, Setting.DATABASE, parameter[1], where);
      case "user" -> put(settings, Setting.USER, parameter[1], where);
      case "password" -> put(settings, Setting.PASSWORD, parameter[1], where);
      case "sslmode" -> put(settings, Setting.SSLMODE, parameter[1], where);
      case "sslrootcert" -> put(settings, Setting.SSL_ROOT_CERT, parameter[1], where);
      case "options" -> option(settings, decoded(parameter[1], where));
      case "currentSchema" ->
          option(settings, "-c search_path=" + decoded(parameter[1], where).replace(" ", "\\ "));
      default -> {
        // The rest tunes a client (timeouts, names, pools); it doesn't say which database.
      }
    }
  }

  private static void option(Map<Setting, String> settings, String option) {
    settings.merge(Setting.OPTIONS, option, (before, after) -> before + " " + after);
  }

  private static void put(
      Map<Setting, String> settings, Setting setting, String value, String where) {
    if (value != null && !value.isEmpty()) {
      settings.put(setting, decoded(value, where));
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Percent-decoding as libpq does it; a plus sign stays what it is. */
  private static String decoded(String text, String where) {
    var bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (character == '%') {
        bytes.put(hex(text, i + 1, where));
        i += 3;
      } else {
        bytes.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(character);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed(where, "what its percent signs stand for is not UTF-8");
    }
  }

  private static byte hex(String text, int at, String where) {
    var high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    var low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
    if (low < 0) {
      throw malformed(where, "a % must be followed by two hexadecimal digits (%25 is a % itself)");
    }
    return (byte) (high << 4 | low);
  }

  private static RunFailed malformed(String where, String why) {
    return RunFailed.because(
        Failure.InvalidConfiguration, where + " is not a URI of PostgreSQL: " + why);
  }
}

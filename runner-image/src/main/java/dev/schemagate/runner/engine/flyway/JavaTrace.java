package dev.schemagate.runner.engine.flyway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a migration or a callback in Java threw.
 *
 * @param thrown what left it, without Flyway's wrapping
 * @param place where in the source's classes it began
 */
record JavaTrace(Throwable thrown, StackTraceElement place) {

  static Optional<JavaTrace> within(Throwable failure) {
    Throwable outermost = null;
    StackTraceElement place = null;
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      var frame = Arrays.stream(cause.getStackTrace()).filter(JavaTrace::ofSource).findFirst();
      if (frame.isPresent()) {
        outermost = outermost == null ? cause : outermost;
        place = frame.get();
      }
    }
    return place == null ? Optional.empty() : Optional.of(new JavaTrace(outermost, place));
  }

  String className() {
    return place.getClassName();
  }

  /** Null for classes that were compiled without lines. */
  Integer line() {
    return place.getLineNumber() < 1 ? null : place.getLineNumber();
  }

  /** The exception's class and its message, in one line. */
  String words() {
    var message = thrown.getMessage();
    return thrown.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.replaceAll("\\s+", " ").strip());
  }

  /** The stack down to the source's own classes; who called those is no news. */
  String text() {
    var lines = new ArrayList<String>();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      lines.add((lines.isEmpty() ? "" : "Caused by: ") + cause);
      ownFrames(cause).forEach(frame -> lines.add("\tat " + frame));
    }
    return String.join("\n", lines);
  }

  private static List<StackTraceElement> ownFrames(Throwable cause) {
    var frames = List.of(cause.getStackTrace());
    var last = frames.stream().filter(JavaTrace::ofSource).reduce((a, b) -> b);
    return last.map(frame -> frames.subList(0, frames.lastIndexOf(frame) + 1)).orElse(List.of());
  }

  private static boolean ofSource(StackTraceElement frame) {
    return Jars.NAME.equals(frame.getClassLoaderName());
  }
}

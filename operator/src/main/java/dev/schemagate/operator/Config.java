package dev.schemagate.operator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operator's settings, from its environment.
 *
 * @param namespaces to watch; empty for all
 * @param runnerImage what runs in the Jobs
 * @param runnerPullPolicy of that image
 * @param settleTime how long a pod that names no revision waits for a newer spec to follow it
 * @param leaderElection whether replicas agree on one that acts
 * @param namespace of the operator's own pod: where its lease is
 * @param podName who holds the lease, and who reports events
 * @param httpPort for probes and metrics; 0 for any free one
 */
public record Config(
    Set<String> namespaces,
    String runnerImage,
    String runnerPullPolicy,
    Duration settleTime,
    boolean leaderElection,
    String namespace,
    String podName,
    int httpPort) {

  /**
   * @throws IllegalArgumentException that names the variable and what it should be
   */
  public static Config from(Map<String, String> env) {
    return new Config(
        namespaces(env.getOrDefault("SCHEMAGATE_WATCH_NAMESPACES", "")),
        required(env, "SCHEMAGATE_RUNNER_IMAGE", "the image that runs the migrations"),
        env.getOrDefault("SCHEMAGATE_RUNNER_IMAGE_PULL_POLICY", "IfNotPresent"),
        duration(env, "SCHEMAGATE_SETTLE_TIME", "3s"),
        truth(env, "SCHEMAGATE_LEADER_ELECTION", "true"),
        env.getOrDefault("POD_NAMESPACE", "default"),
        env.getOrDefault("POD_NAME", env.getOrDefault("HOSTNAME", "schemagate")),
        port(env, "SCHEMAGATE_HTTP_PORT", "8080"));
  }

  private static Set<String> namespaces(String value) {
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String required(Map<String, String> env, String name, String what) {
    var value = env.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set: " + what);
    }
    return value;
  }

  private static Duration duration(Map<String, String> env, String name, String otherwise) {
    var value = env.getOrDefault(name, otherwise);
    try {
      return Duration.parse("PT" + value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\": it should be a duration, for example 3s".formatted(name, value), e);
    }
  }

  private static boolean truth(Map<String, String> env, String name, String otherwise) {
    return switch (env.getOrDefault(name, otherwise)) {
      case "true" -> true;
      case "false" -> false;
      case String value ->
          throw new IllegalArgumentException(
              "%s is \"%s\": it should be true or false".formatted(name, value));
    };
  }

  private static int port(Map<String, String> env, String name, String otherwise) {
    var value = env.getOrDefault(name, otherwise);
    try {
      var port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "%s is \"%s\": it should be a port, for example 8080".formatted(name, value));
  }
}

package dev.schemagate.runner.engine.flyway;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where migrations are.
 *
 * @param all as Flyway writes them: <code>filesystem:sql</code>, <code>classpath:db/migration
 *     </code>
 */
public record Locations(List<String> all) {
  private static final String FILESYSTEM = "filesystem:";
  private static final String CLASSPATH = "classpath:";

  public Locations {
    all = List.copyOf(all);
  }

  /** Reads them from a list with commas, in which a bare name is a folder. */
  public static Locations parse(String list) {
    return new Locations(
        Stream.of(list.split(","))
            .map(String::strip)
            .filter(place -> !place.isEmpty())
            .map(place -> place.matches("[a-z0-9]{2,}:.*") ? place : FILESYSTEM + place)
            .toList());
  }

  /** Those that are folders, in their order. */
  public List<Path> folders() {
    return all.stream()
        .filter(place -> place.startsWith(FILESYSTEM))
        .map(place -> Path.of(place.substring(FILESYSTEM.length())))
        .toList();
  }

  boolean nameClasspath() {
    return all.stream().anyMatch(place -> place.startsWith(CLASSPATH));
  }

  /** As a person would have typed them. */
  @Override
  public String toString() {
    return all.stream()
        .map(place -> place.startsWith(FILESYSTEM) ? place.substring(FILESYSTEM.length()) : place)
        .collect(Collectors.joining(", "));
  }
}

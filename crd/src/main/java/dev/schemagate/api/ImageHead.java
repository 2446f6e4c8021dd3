package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.stream.Stream;

/** The newest revision that an image carries. */
public record ImageHead(
    @JsonPropertyDescription("The image, as spec.flyway.source.image.reference named it.")
        String image,
    @JsonPropertyDescription("Its newest revision.") String head) {

  /**
   * @param known newest first; null for none
   * @return the same with this image first, without the oldest where it gets too long
   */
  public static List<ImageHead> remember(List<ImageHead> known, String image, String head) {
    var others = known == null ? Stream.<ImageHead>empty() : known.stream();
    return Stream.concat(
            Stream.of(new ImageHead(image, head)),
            others.filter(other -> !other.image().equals(image)))
        .limit(DatabaseMigrationStatus.MAX_IMAGES)
        .toList();
  }
}

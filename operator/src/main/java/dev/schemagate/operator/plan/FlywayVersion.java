package dev.schemagate.operator.plan;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A version in Flyway's order: numbers separated by dots or underscores, 1.0 the same as 1. */
record FlywayVersion(List<BigInteger> parts) implements Comparable<FlywayVersion> {

  private static final Pattern WRITTEN = Pattern.compile("[Vv]?([0-9]+([._][0-9]+)*)");

  /** Empty for what is no version. A leading V, as in the file's name, is passed over. */
  static Optional<FlywayVersion> parse(String text) {
    var matcher = WRITTEN.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new FlywayVersion(
            Arrays.stream(matcher.group(1).split("[._]")).map(BigInteger::new).toList()));
  }

  @Override
  public int compareTo(FlywayVersion other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      var order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }
}

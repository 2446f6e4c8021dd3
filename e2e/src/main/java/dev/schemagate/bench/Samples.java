package dev.schemagate.bench;

import java.util.ArrayList;
import java.util.List;

/** What one thing measured, several times. */
final class Samples {

  private final List<Double> values = new ArrayList<>();

  static Samples of(double... values) {
    var samples = new Samples();
    for (var value : values) {
      samples.add(value);
    }
    return samples;
  }

  void add(double value) {
    values.add(value);
  }

  void addMillis(long nanos) {
    add(nanos / 1e6);
  }

  int count() {
    return values.size();
  }

  double median() {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Each sample by the other's of the same round: what changes from round to round is in both. */
  Samples by(Samples other) {
    var ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }
}

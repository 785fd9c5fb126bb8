package dev.vouch.circuits.compile;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.quantise.Calibration;
import java.util.Set;

/**
 * Real inputs that are only added to what a Softmax reads, and are large: masks, maybe with biases
 * beside them. Both keep their digits in a range of up to 39 bits; numbers below the widest one
 * mask as its least number does.
 */
final class MaskInputs {
  /** Steps of the softmax's own table. */
  static final int SCALE = 12;

  private static final Set<String> CHANGES_OF_LAYOUT =
      Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Expand", "Slice");

  private final Graph graph;
  private final Calibration calibration;
  private final Measurements measurements;

  MaskInputs(Graph graph, Calibration calibration, Measurements measurements) {
    this.graph = graph;
    this.calibration = calibration;
    this.measurements = measurements;
  }

  boolean contains(String input) {
    return graph.info(input).type().isFloating()
        && onlyMasks(input, false)
        && magnitude(input) > GraphRewrites.LARGE;
  }

  /** Integers at {@link #SCALE}: twice what calibration saw, at most what masks in any case. */
  Interval range(String input) {
    double magnitude = Math.min(magnitude(input), GraphRewrites.MASKING / 2);
    return Interval.signed(Math.getExponent(magnitude) + 2 + SCALE + 1);
  }

  /** Whether what is below the range masks as well. */
  boolean isOpen(String input) {
    return magnitude(input) >= GraphRewrites.MASKING / 2;
  }

  private double magnitude(String input) {
    return measurements.ofValue(Quantity.BOUND, input, calibration.magnitude(input)).orElse(0);
  }

  /** Whether all that depends on a value are sums that end in a Softmax, or its masks. */
  private boolean onlyMasks(String value, boolean condition) {
    return !graph.outputs().contains(value)
        && !graph.consumers(value).isEmpty()
        && graph.consumers(value).stream().allMatch(reader -> onlyMasks(reader, value, condition));
  }

  private boolean onlyMasks(Node reader, String value, boolean condition) {
    String output = reader.outputs().get(0);
    return switch (reader.type()) {
      case "Softmax" -> condition != reader.inputs().get(0).equals(value);
      case "Add" -> !condition && onlyMasks(output, false);
      case "Greater" -> !condition && onlyMasks(output, true);
      default -> CHANGES_OF_LAYOUT.contains(reader.type()) && onlyMasks(output, condition);
    };
  }
}

package dev.vouch.verifier.circuit;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Scales of a real port that differ along one axis: the value of a cell is integer ·
 * 2^-exponents[its index along the axis] (formats.md §1). Whether they fit a port is asked with
 * {@link #misfit}.
 *
 * @param axis of the port's ONNX shape
 * @param exponents one for each slice along the axis
 */
public record SliceScales(int axis, List<Integer> exponents) {
  public SliceScales {
    exponents = List.copyOf(exponents);
  }

  /** The largest exponent: that of the finest scale. */
  public int finest() {
    return Collections.max(exponents);
  }

  /**
   * Why these are not the scales of a port (protocol.md §11, rule 31, SLICES); empty if they are.
   *
   * @param shape the port's ONNX shape
   * @param scaleExponent of the port's tensor
   */
  public Optional<String> misfit(List<Integer> shape, int scaleExponent) {
    if (axis < 0 || axis >= shape.size()) {
      return Optional.of("scales along axis " + axis + " of shape " + shape);
    }
    if (exponents.size() != shape.get(axis)) {
      return Optional.of(
          exponents.size() + " scales for " + shape.get(axis) + " slices of shape " + shape);
    }
    for (int exponent : exponents) {
      if (Math.abs((long) exponent) > Limits.MAX_SLICE_EXPONENT) {
        return Optional.of("scale exponent " + exponent + " of a slice is outside ±64");
      }
    }
    if (finest() == (int) Collections.min(exponents)) {
      return Optional.of("scales that are all one belong to the tensor, not to its slices");
    }
    return finest() == scaleExponent
        ? Optional.empty()
        : Optional.of(
            "the largest scale exponent of a slice is "
                + finest()
                + ", the tensor's is "
                + scaleExponent);
  }
}

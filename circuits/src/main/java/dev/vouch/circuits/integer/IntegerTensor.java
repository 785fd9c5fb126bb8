package dev.vouch.circuits.integer;

import java.util.List;

/**
 * A tensor of an integer program.
 *
 * @param name of the graph value or weight it stands for; not necessarily unique
 * @param shape lengths of the axes; cells are row-major
 * @param range proven bound of every value
 * @param scaleExponent an integer stands for integer · 2^-scaleExponent; the largest exponent of an
 *     input or output with scales per slice
 */
public record IntegerTensor(
    String name, List<Integer> shape, Kind kind, Interval range, int scaleExponent) {
  /** Where a tensor's values come from. */
  public enum Kind {
    /** A network input, quantised. */
    INPUT,
    /** A weight. */
    MODEL,
    /** A constant of the architecture. */
    CONSTANT,
    /** Computed by a primitive. */
    COMPUTED
  }

  public IntegerTensor {
    shape = List.copyOf(shape);
  }

  /** Number of cells. */
  public int size() {
    return size(shape);
  }

  /** Number of cells of a tensor of that shape. */
  public static int size(List<Integer> shape) {
    long size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, (long) length);
    }
    return Math.toIntExact(size);
  }
}

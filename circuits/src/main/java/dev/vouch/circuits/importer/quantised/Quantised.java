package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.QuantisedType;
import org.jspecify.annotations.Nullable;

/**
 * Real numbers as the integers that stand for them: (integers − zero) · scale.
 *
 * @param integers value of the graph
 * @param scale name of its scales
 * @param zero name of its zero points
 * @param scales of all cells, or of slices of {@code axis}
 * @param zeros as many, of the type of the integers
 */
record Quantised(
    String integers, String scale, String zero, TensorData scales, TensorData zeros, long axis) {
  /** Whether all cells have one scale and one zero point. */
  boolean isUniform() {
    return scales.size() == 1 && zeros.size() == 1;
  }

  /** Whether integers of one stand for the same numbers as those of the other. */
  boolean sameAs(Quantised other) {
    return isUniform()
        && other.isUniform()
        && scales.doubleAt(0) == other.scales.doubleAt(0)
        && zeros.type() == other.zeros.type()
        && zeros.longs()[0] == other.zeros.longs()[0];
  }

  /** The integers, if all have one zero point and a width of which all can be listed; else null. */
  @Nullable QuantisedType type() {
    boolean listed = isUniform() && zeros.type().isInteger() && zeros.type().bits() <= Byte.SIZE;
    return listed ? new QuantisedType(zeros.type(), zeros.longs()[0]) : null;
  }

  /** Whether both are integers of one type of 8 bits, each with one scale. */
  boolean isLike(Quantised other) {
    return type() != null && other.type() != null && zeros.type() == other.zeros.type();
  }

  float scaleOfAll() {
    return (float) scales.doubleAt(0);
  }
}

package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;

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

  /** Whether all have one scale and zero point, and so few bits that they can be listed. */
  boolean isListed() {
    return isUniform() && zeros.type().isInteger() && zeros.type().bits() <= Byte.SIZE;
  }

  /** What the integers are, where they are {@linkplain #isListed listed}. */
  QuantisedType type() {
    return new QuantisedType(zeros.type(), zeros.longs()[0]);
  }

  /** Whether both are integers of one type of 8 bits, each with one scale. */
  boolean isLike(Quantised other) {
    return isListed() && other.isListed() && zeros.type() == other.zeros.type();
  }

  float scaleOfAll() {
    return (float) scales.doubleAt(0);
  }
}

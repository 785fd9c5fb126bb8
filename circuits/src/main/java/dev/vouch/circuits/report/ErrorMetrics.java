package dev.vouch.circuits.report;

import java.util.OptionalDouble;

/**
 * How far integer results ŷ are from expected values y, as sums over all values. A measure is empty
 * where it is not defined.
 *
 * @param cells how many values were compared
 * @param largest max |y − ŷ|
 * @param absolute Σ |y − ŷ|
 * @param squaredErrors Σ (y − ŷ)²
 * @param expectedSquares Σ y²
 * @param actualSquares Σ ŷ²
 * @param products Σ y·ŷ
 */
public record ErrorMetrics(
    long cells,
    double largest,
    double absolute,
    double squaredErrors,
    double expectedSquares,
    double actualSquares,
    double products) {
  private static final double DECIBEL = 10;

  /** The largest |y − ŷ|; empty if nothing was compared. */
  public OptionalDouble maxAbs() {
    return cells == 0 ? OptionalDouble.empty() : OptionalDouble.of(largest);
  }

  /** The mean |y − ŷ|; empty if nothing was compared. */
  public OptionalDouble meanAbs() {
    return cells == 0 ? OptionalDouble.empty() : OptionalDouble.of(absolute / cells);
  }

  /**
   * √(Σ(y − ŷ)² / Σy²); empty if nothing was compared, or all expected values are 0 and some is
   * missed.
   */
  public OptionalDouble relRms() {
    if (cells == 0 || (expectedSquares == 0 && squaredErrors > 0)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(squaredErrors == 0 ? 0 : Math.sqrt(squaredErrors / expectedSquares));
  }

  /** 10·log₁₀(Σy² / Σ(y − ŷ)²); empty if there is no error, or nothing but error. */
  public OptionalDouble snrDecibel() {
    return squaredErrors == 0 || expectedSquares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(DECIBEL * Math.log10(expectedSquares / squaredErrors));
  }

  /** Σy·ŷ / √(Σy²·Σŷ²); empty if either side is all 0. */
  public OptionalDouble cosine() {
    return expectedSquares == 0 || actualSquares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(products / Math.sqrt(expectedSquares) / Math.sqrt(actualSquares));
  }
}

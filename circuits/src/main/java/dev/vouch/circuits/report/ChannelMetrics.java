package dev.vouch.circuits.report;

import java.util.OptionalDouble;

/**
 * How one slice of a tensor along an axis fares: a column along the last axis, a channel along axis
 * 1, or one along another. Expected are real numbers, actual are those that the integers stand for.
 *
 * @param axis along which the channel is a slice
 * @param index of the slice
 * @param cells how many values were compared
 * @param largest max |y − ŷ|
 * @param squaredErrors Σ (y − ŷ)²
 * @param expectedSquares Σ y²
 * @param expectedLeast least y
 * @param expectedMost greatest y
 * @param actualLeast least ŷ
 * @param actualMost greatest ŷ
 * @param step what an integer of 1 stands for
 * @param fewBits a slice that varies within fewer bits has lost precision
 * @param magnitude greatest |y| of the whole tensor
 */
public record ChannelMetrics(
    int axis,
    int index,
    long cells,
    double largest,
    double squaredErrors,
    double expectedSquares,
    double expectedLeast,
    double expectedMost,
    double actualLeast,
    double actualMost,
    double step,
    int fewBits,
    double magnitude) {
  /** Values below this part of the tensor's greatest are measured as if they were this large. */
  public static final double FLOOR = 0x1p-20;

  /** A channel that varies by less than this part of itself is constant but for float noise. */
  private static final double NOISE = 0x1p-22;

  private static final double DOUBLE_NOISE = 0x1p-40;

  /** Of a slice's span: errors of rounding where 4 or 5 steps are left. */
  private static final double LOST = 0x1p-4;

  /** Greatest less least expected value. */
  public double span() {
    return expectedMost - expectedLeast;
  }

  /**
   * √(Σ(y − ŷ)² / max(Σy², n·({@value #FLOOR}·magnitude)²)); empty if nothing but 0 is expected.
   */
  public OptionalDouble relRms() {
    double least = FLOOR * magnitude;
    double reference = Math.max(expectedSquares, cells * least * least);
    if (squaredErrors == 0) {
      return OptionalDouble.of(0);
    }
    return reference == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(squaredErrors / reference));
  }

  /** Bits that tell its values apart: log₂ of the number of integers in its span. */
  public double bits() {
    return Math.log(span() / step + 1) / Math.log(2);
  }

  /** Whether it varies, and its integers do not. */
  public boolean dead() {
    return varies() && actualLeast == actualMost;
  }

  /** Whether it varies, with errors, within fewer than {@link #fewBits} bits. */
  public boolean lossy() {
    return varies() && squaredErrors > 0 && (dead() || bits() < fewBits);
  }

  /** Root mean square of the errors. */
  public double error() {
    return Math.sqrt(squaredErrors / cells);
  }

  /** {@link #span}, or the magnitude of a slice that does not vary. */
  public double variation() {
    return varies() ? span() : Math.max(Math.abs(expectedLeast), Math.abs(expectedMost));
  }

  /**
   * Whether it is known to a few steps only: its {@link #error} is more than 2^(1 − {@link
   * #fewBits}) of its size, the larger of {@link #span} and greatest |y|; or what it varies by is
   * lost, and counts. It is lost where the slice is constant as integers, or its error is more than
   * {@value #LOST} of its span. It counts from 4 steps of the width's beside the slice's greatest
   * |y|, or beside the tensor's span: a pixel that is −1 but for a ten thousandth says no more.
   * What is below 2^-40 of the tensor is noise of floating point.
   *
   * @param tensorSpan greatest less least expected value of the whole tensor
   */
  public boolean coarse(double tensorSpan) {
    double greatest = Math.max(Math.abs(expectedLeast), Math.abs(expectedMost));
    if (variation() <= DOUBLE_NOISE * magnitude) {
      return false;
    }
    if (error() > Math.scalb(Math.max(span(), greatest), 1 - fewBits)) {
      return true;
    }
    boolean lost = dead() || error() > LOST * span();
    return varies() && lost && span() > Math.scalb(Math.min(greatest, tensorSpan), 2 - 2 * fewBits);
  }

  private boolean varies() {
    return span() > NOISE * Math.max(Math.abs(expectedLeast), Math.abs(expectedMost));
  }

  /** How messages name it. */
  public String name(int rank) {
    if (axis == rank - 1) {
      return "column " + index;
    }
    return axis == 1 ? "channel " + index : "slice " + index + " of axis " + axis;
  }
}

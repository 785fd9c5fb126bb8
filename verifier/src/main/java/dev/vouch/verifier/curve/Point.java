package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;
import java.util.Optional;

/**
 * A point of Pallas, infinity included; immutable. For single values: bulk work goes through {@link
 * PointVector} and {@link MultiScalarMultiplication}.
 */
public final class Point {
  /** Bytes of an encoding. */
  public static final int BYTES = PointCodec.BYTES;

  /** The neutral element. It has no encoding (protocol.md §1). */
  public static final Point INFINITY = new Point(new long[CurveArithmetic.AFFINE]);

  /**
   * Affine coordinates; both 0 for infinity, which (0, 0) being off the curve leaves unambiguous.
   */
  private final long[] coordinates;

  private Point(long[] coordinates) {
    this.coordinates = coordinates;
  }

  /** The point of an affine pair in a flat array. */
  static Point ofAffine(long[] coordinates, int offset) {
    return new Point(Arrays.copyOfRange(coordinates, offset, offset + CurveArithmetic.AFFINE));
  }

  /** The point of an accumulated quadruple. */
  static Point ofExtended(CurveArithmetic arithmetic, long[] extended, int offset) {
    if (CurveArithmetic.isInfinity(extended, offset)) {
      return INFINITY;
    }
    long[] affine = new long[CurveArithmetic.AFFINE];
    arithmetic.toAffine(affine, 0, extended, offset);
    return new Point(affine);
  }

  /** Reads a 32-byte encoding; empty if the length differs, x ≥ q or x belongs to no point. */
  public static Optional<Point> decode(byte[] bytes) {
    long[] affine = new long[CurveArithmetic.AFFINE];
    return bytes.length == BYTES && PointCodec.decode(affine, 0, bytes, 0)
        ? Optional.of(new Point(affine))
        : Optional.empty();
  }

  /**
   * The 32-byte encoding.
   *
   * @throws IllegalStateException for infinity
   */
  public byte[] encode() {
    if (isInfinity()) {
      throw new IllegalStateException("infinity has no encoding");
    }
    byte[] bytes = new byte[BYTES];
    PointCodec.encode(bytes, 0, coordinates, 0);
    return bytes;
  }

  public boolean isInfinity() {
    return this.equals(INFINITY);
  }

  public Point plus(Point other) {
    long[] sum = new long[CurveArithmetic.EXTENDED];
    CurveArithmetic arithmetic = new CurveArithmetic();
    if (!isInfinity()) {
      CurveArithmetic.setAffine(sum, 0, coordinates, 0, false);
    }
    if (!other.isInfinity()) {
      arithmetic.addAffine(sum, 0, other.coordinates, 0, false);
    }
    return ofExtended(arithmetic, sum, 0);
  }

  public Point negate() {
    if (isInfinity()) {
      return this;
    }
    long[] negated = new long[CurveArithmetic.EXTENDED];
    CurveArithmetic.setAffine(negated, 0, coordinates, 0, true);
    return ofAffine(negated, 0);
  }

  public Point times(Scalar factor) {
    if (isInfinity()) {
      return this;
    }
    return MultiScalarMultiplication.compute(FieldVector.constant(1, factor), PointVector.of(this));
  }

  /** Copies the affine coordinates into a flat array; not for infinity. */
  void copyTo(long[] affine, int offset) {
    if (isInfinity()) {
      throw new IllegalArgumentException("infinity has no affine coordinates");
    }
    System.arraycopy(coordinates, 0, affine, offset, CurveArithmetic.AFFINE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point && Arrays.equals(coordinates, point.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    if (isInfinity()) {
      return "infinity";
    }
    StringBuilder text = new StringBuilder();
    for (byte b : encode()) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}

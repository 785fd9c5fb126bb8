package dev.vouch.verifier.curve;

import dev.vouch.verifier.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Finite points of Pallas, stored flat and affine; fixed length, immutable once built. */
public final class PointVector {
  /** Element i at {@code 8·i}; may be longer than needed. */
  private final long[] coordinates;

  private final int length;

  PointVector(long[] coordinates, int length) {
    this.coordinates = coordinates;
    this.length = length;
  }

  /**
   * The points in this order.
   *
   * @throws IllegalArgumentException for infinity
   */
  public static PointVector of(Point... points) {
    return of(List.of(points));
  }

  /** As {@link #of(Point...)}. */
  public static PointVector of(List<Point> points) {
    long[] coordinates = new long[CurveArithmetic.AFFINE * points.size()];
    for (int i = 0; i < points.size(); i++) {
      points.get(i).copyTo(coordinates, CurveArithmetic.AFFINE * i);
    }
    return new PointVector(coordinates, points.size());
  }

  /**
   * Reads {@code count} encodings of 32 bytes, starting at {@code offset}.
   *
   * @throws InvalidPointException at the first that is no point
   */
  public static PointVector decode(byte[] bytes, int offset, int count)
      throws InvalidPointException {
    return decode(bytes, offset, count, Workers.CALLER);
  }

  /**
   * As {@link #decode(byte[], int, int)}; square roots are worth several threads.
   *
   * @throws InvalidPointException at the first that is no point
   */
  public static PointVector decode(byte[] bytes, int offset, int count, Workers workers)
      throws InvalidPointException {
    return PointDecoding.start(bytes, offset, count, workers).finish();
  }

  /** All points, one part after the other. */
  public static PointVector concatenate(List<PointVector> parts) {
    int total = 0;
    for (PointVector part : parts) {
      total = Math.addExact(total, part.length);
    }
    long[] coordinates = new long[Math.multiplyExact(CurveArithmetic.AFFINE, total)];
    int at = 0;
    for (PointVector part : parts) {
      int size = CurveArithmetic.AFFINE * part.length;
      System.arraycopy(part.coordinates, 0, coordinates, at, size);
      at += size;
    }
    return new PointVector(coordinates, total);
  }

  public int length() {
    return length;
  }

  public Point get(int i) {
    if (i < 0 || i >= length) {
      throw new IndexOutOfBoundsException("point " + i + " of " + length);
    }
    return Point.ofAffine(coordinates, CurveArithmetic.AFFINE * i);
  }

  /** The first points; shares storage. */
  public PointVector prefix(int count) {
    if (count < 0 || count > length) {
      throw new IndexOutOfBoundsException(count + " points of " + length);
    }
    return new PointVector(coordinates, count);
  }

  /** The points {@code from} … {@code to} − 1, as a copy. */
  public PointVector copyOfRange(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    int size = CurveArithmetic.AFFINE;
    return new PointVector(Arrays.copyOfRange(coordinates, size * from, size * to), to - from);
  }

  /** All encodings, one after the other. */
  public byte[] encode() {
    byte[] bytes = new byte[PointCodec.BYTES * length];
    for (int i = 0; i < length; i++) {
      PointCodec.encode(bytes, PointCodec.BYTES * i, coordinates, CurveArithmetic.AFFINE * i);
    }
    return bytes;
  }

  /** The flat storage itself; not to be written to. */
  long[] coordinates() {
    return coordinates;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PointVector vector)) {
      return false;
    }
    int size = CurveArithmetic.AFFINE * length;
    return length == vector.length
        && Arrays.equals(coordinates, 0, size, vector.coordinates, 0, size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(coordinates, CurveArithmetic.AFFINE * length));
  }
}

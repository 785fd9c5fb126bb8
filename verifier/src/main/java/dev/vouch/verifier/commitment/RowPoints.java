package dev.vouch.verifier.commitment;

import dev.vouch.verifier.curve.IntegerCommitments;
import dev.vouch.verifier.curve.InvalidPointException;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The points of single rows, and sums of them (protocol.md §11, rule 37). Stateless. */
public final class RowPoints {
  private RowPoints() {}

  /**
   * Com(values; blinders), 32 bytes a point.
   *
   * @param values of a row's cells, or sums of such values
   * @param blinders 32 bytes a point, canonical
   * @throws IllegalArgumentException if there are not as many as the format says, or a blinder is
   *     no scalar
   */
  public static byte[] of(RowFormat format, long[] values, byte[] blinders) {
    if (values.length != format.cells() || blinders.length != format.pointBytes()) {
      throw new IllegalArgumentException(
          values.length + " values and " + blinders.length + " bytes of blinders of a row");
    }
    ByteArrayOutputStream points = new ByteArrayOutputStream(blinders.length);
    long[][] vectors = new RowCells(format).vectors(values);
    for (int i = 0; i < vectors.length; i++) {
      points.writeBytes(
          IntegerCommitments.commit(vectors[i], Scalar.fromBytes(blinders, PrimeField.BYTES * i)));
    }
    return points.toByteArray();
  }

  /** A sum of rows of points, place by place. Not thread-safe. */
  static final class Sum {
    private final Point[] sums;

    Sum(int points) {
      sums = new Point[points];
      Arrays.fill(sums, Point.INFINITY);
    }

    /** Adds the points of a row. */
    void add(byte[] points) throws InvalidPointException {
      PointVector decoded = PointVector.decode(points, 0, sums.length);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sums[i].plus(decoded.get(i));
      }
    }

    /** Whether the sum is that of these points. */
    boolean is(byte[] points) {
      for (int i = 0; i < sums.length; i++) {
        if (sums[i].isInfinity()
            || !Arrays.equals(
                sums[i].encode(), 0, Point.BYTES, points, Point.BYTES * i, Point.BYTES * (i + 1))) {
          return false;
        }
      }
      return true;
    }
  }
}

package dev.vouch.circuits.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A dense tensor: element type, shape and row-major values. Floating types are held as doubles,
 * integers and booleans (0 or 1) as longs.
 *
 * <p>Immutable by contract: neither the arrays given to a factory nor those handed out may be
 * written to afterwards; nothing is copied. Thread-safe under that contract.
 */
public final class TensorData {
  private final DataType type;
  private final int[] shape;
  private final double @Nullable [] doubles;
  private final long @Nullable [] longs;

  private TensorData(
      DataType type, int[] shape, double @Nullable [] doubles, long @Nullable [] longs) {
    this.type = type;
    this.shape = shape;
    this.doubles = doubles;
    this.longs = longs;
  }

  /**
   * A tensor of a floating type.
   *
   * @param values row-major; kept, not copied
   */
  public static TensorData ofDoubles(DataType type, int[] shape, double... values) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException(type + " is not a floating type");
    }
    requireSize(shape, values.length);
    return new TensorData(type, shape, values, null);
  }

  /**
   * A tensor of an integer type or of booleans.
   *
   * @param values row-major; kept, not copied; booleans are 0 and 1
   */
  public static TensorData ofLongs(DataType type, int[] shape, long... values) {
    if (type.isFloating()) {
      throw new IllegalArgumentException(type + " is a floating type");
    }
    requireSize(shape, values.length);
    return new TensorData(type, shape, null, values);
  }

  /** An INT64 vector, the form of shapes and axes. */
  public static TensorData ofVector(long... values) {
    return ofLongs(DataType.INT64, new int[] {values.length}, values);
  }

  /** A FLOAT scalar. */
  public static TensorData ofScalar(double value) {
    return ofDoubles(DataType.FLOAT, new int[0], value);
  }

  private static void requireSize(int[] shape, int length) {
    if (Shape.size(shape) != length) {
      throw new InvalidShapeException(
          "shape "
              + Arrays.toString(shape)
              + " needs "
              + Shape.size(shape)
              + " values, got "
              + length);
    }
  }

  /** The type of its cells. */
  public DataType type() {
    return type;
  }

  /** Lengths of the axes; empty for a scalar. Not to be written to. */
  public int[] shape() {
    return shape;
  }

  /** The number of axes; 0 for a scalar. */
  public int rank() {
    return shape.length;
  }

  /** Number of cells. */
  public int size() {
    return doubles != null ? doubles.length : longs().length;
  }

  /** Whether {@link #doubles} holds its cells; else {@link #longs} does. */
  public boolean isFloating() {
    return doubles != null;
  }

  /**
   * The values of a floating tensor. Not to be written to.
   *
   * @throws IllegalStateException if the type is not floating
   */
  public double[] doubles() {
    if (doubles == null) {
      throw new IllegalStateException("a tensor of " + type.displayName() + " holds integers");
    }
    return doubles;
  }

  /**
   * The values of an integer or boolean tensor. Not to be written to.
   *
   * @throws IllegalStateException if the type is floating
   */
  public long[] longs() {
    if (longs == null) {
      throw new IllegalStateException(
          "a tensor of " + type.displayName() + " holds floating-point values");
    }
    return longs;
  }

  /** The value of a cell, whatever the type. */
  public double doubleAt(int cell) {
    return doubles != null ? doubles[cell] : longs()[cell];
  }

  /**
   * All values as doubles; the tensor's own array when the type is floating. Not to be written to.
   */
  public double[] toDoubles() {
    if (doubles != null) {
      return doubles;
    }
    long[] source = longs();
    double[] result = new double[source.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = source[i];
    }
    return result;
  }

  /** The same values under another shape of the same size. */
  public TensorData reshape(int... newShape) {
    requireSize(newShape, size());
    return new TensorData(type, newShape, doubles, longs);
  }

  /** {@code result[i] = this[cells[i]]}; a negative cell gives 0. */
  public TensorData gather(int[] cells, int... newShape) {
    requireSize(newShape, cells.length);
    if (doubles != null) {
      double[] result = new double[cells.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = cells[i] < 0 ? 0 : doubles[cells[i]];
      }
      return new TensorData(type, newShape, result, null);
    }
    long[] source = longs();
    long[] result = new long[cells.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = cells[i] < 0 ? 0 : source[cells[i]];
    }
    return new TensorData(type, newShape, null, result);
  }

  /** The same values broadcast to a shape, as NumPy does it. */
  public TensorData broadcastTo(int... newShape) {
    return Arrays.equals(shape, newShape)
        ? this
        : gather(StridedView.broadcast(shape, newShape), newShape);
  }

  /**
   * One function of every value: {@code onDoubles} if the type is floating, otherwise {@code
   * onLongs}, whose results wrap around at the width of the type.
   */
  public TensorData map(DoubleUnaryOperator onDoubles, LongUnaryOperator onLongs) {
    return doubles != null
        ? new TensorData(type, shape, Arrays.stream(doubles).map(onDoubles).toArray(), null)
        : new TensorData(
            type,
            shape,
            null,
            Arrays.stream(longs()).map(x -> type.wrap(onLongs.applyAsLong(x))).toArray());
  }

  /** Entry {@code index} of the first axis, with that axis dropped. */
  public TensorData sample(int index) {
    int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    int size = Shape.size(rest);
    if (index < 0 || index >= shape[0]) {
      throw new IndexOutOfBoundsException("sample " + index + " of " + shape[0]);
    }
    int from = index * size;
    return doubles != null
        ? new TensorData(type, rest, Arrays.copyOfRange(doubles, from, from + size), null)
        : new TensorData(type, rest, null, Arrays.copyOfRange(longs(), from, from + size));
  }

  /**
   * Same type, shape and values; NaN equals NaN and 0.0 differs from -0.0, as in {@link
   * Arrays#equals(double[], double[])}.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorData that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(doubles, that.doubles)
        && Arrays.equals(longs, that.longs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + Arrays.hashCode(shape))
        + (doubles != null ? Arrays.hashCode(doubles) : Arrays.hashCode(longs));
  }

  /** Type and shape; never values, which may be secret. */
  @Override
  public String toString() {
    return type.displayName() + Arrays.toString(shape);
  }
}

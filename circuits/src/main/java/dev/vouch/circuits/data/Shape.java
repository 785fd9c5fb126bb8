package dev.vouch.circuits.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Arithmetic on shapes, the lengths of a tensor's axes. Cells are row-major: the last axis is
 * contiguous.
 */
public final class Shape {
  private Shape() {}

  /**
   * Number of cells; 1 for a scalar.
   *
   * @throws InvalidShapeException if a length is negative or the product passes 2^31 − 1
   */
  public static int size(int... shape) {
    long size = 1;
    boolean tooLarge = false;
    for (int length : shape) {
      if (length < 0) {
        throw new InvalidShapeException("negative length in shape " + Arrays.toString(shape));
      }
      // An axis of length 0 makes any shape empty, whatever the other lengths are.
      if (length == 0) {
        return requireNonNegative(shape);
      }
      if (!tooLarge) {
        size *= length;
        tooLarge = size > Integer.MAX_VALUE;
      }
    }
    if (tooLarge) {
      throw new InvalidShapeException(
          "shape " + Arrays.toString(shape) + " has more than 2^31 - 1 cells");
    }
    return (int) size;
  }

  private static int requireNonNegative(int[] shape) {
    for (int length : shape) {
      if (length < 0) {
        throw new InvalidShapeException("negative length in shape " + Arrays.toString(shape));
      }
    }
    return 0;
  }

  /** Number of cells of the axes {@code from} (inclusive) to {@code to} (exclusive). */
  public static int size(int[] shape, int from, int to) {
    return size(Arrays.copyOfRange(shape, from, to));
  }

  /** Distance in cells between neighbours along each axis. */
  public static int[] strides(int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]);
    }
    return strides;
  }

  /** The index of a row-major cell, one number an axis. */
  public static List<Integer> index(int cell, int... shape) {
    int[] strides = strides(shape);
    return IntStream.range(0, shape.length)
        .mapToObj(axis -> cell / strides[axis] % shape[axis])
        .toList();
  }

  /**
   * An axis number of ONNX, negative ones counted from the end, as one of 0 … rank − 1.
   *
   * @throws InvalidShapeException if it is outside −rank … rank − 1
   */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new InvalidShapeException(
          "axis " + axis + " is outside the " + rank + " axes of the tensor");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /**
   * The shape that both broadcast to, by NumPy's rules.
   *
   * @throws InvalidShapeException if there is none
   */
  public static int[] broadcast(int[] left, int[] right) {
    int rank = Math.max(left.length, right.length);
    int[] result = new int[rank];
    for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
      int a = fromEnd <= left.length ? left[left.length - fromEnd] : 1;
      int b = fromEnd <= right.length ? right[right.length - fromEnd] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new InvalidShapeException(
            "shapes "
                + Arrays.toString(left)
                + " and "
                + Arrays.toString(right)
                + " do not broadcast");
      }
      result[rank - fromEnd] = a == 1 ? b : a;
    }
    return result;
  }
}

package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.ValueInfo;
import java.util.function.IntUnaryOperator;

/**
 * What an operator says of factors on the slices of its operands and results. Scaling a slice of an
 * operand by 2^k is the same as scaling slices of the results, or entries of constant operands, as
 * said here. The node takes no factors along an axis of which nothing is said.
 */
public interface SliceFactors {
  /**
   * An axis of an operand or of a result of the node.
   *
   * @param result whether it is one of a result
   * @param index of the operand or result
   */
  record Axis(boolean result, int index, int axis) {
    /** An axis of operand {@code index}. */
    public static Axis ofOperand(int index, int axis) {
      return new Axis(false, index, axis);
    }

    /** An axis of result {@code index}. */
    public static Axis ofResult(int index, int axis) {
      return new Axis(true, index, axis);
    }
  }

  /**
   * Slices have the same factor.
   *
   * @param from for each slice of {@code to} the slice of {@code axis}; −1 for none
   */
  void same(Axis axis, Axis to, int[] from);

  /**
   * As {@link #same(Axis, Axis, int[])}, of slices of {@code to} that are parts of those of {@code
   * axis}. One factor is of no use to unlike parts: of these the node takes none.
   */
  void parts(Axis axis, Axis to, int[] from);

  /**
   * Entries of a constant operand are scaled with the slices: entry i along its axis by factor^sign
   * of slice i. What the factors of {@code axis} are is then free.
   *
   * @param operand number of the constant operand; ignored if it is left out
   * @param fromEnd which of its axes, 0 being the last; if it is missing or of length 1 it stands
   *     for all slices
   * @param sign 1 or −1
   */
  void constant(int operand, int fromEnd, Axis axis, int sign);

  /**
   * A constant operand is some of the slices themselves and is scaled as they are.
   *
   * @param first the slice that is its first entry along the axis
   * @param count how many slices it is
   */
  void constantSlices(int operand, int fromEnd, Axis axis, int first, int count);

  /**
   * Result 0 is multiplied by factor^power of an operand, cell by cell; what factors it has itself
   * is free, since a sum of products can be scaled slice by slice before it is rounded.
   *
   * @param operand number of a computed operand, which broadcasts to the result
   */
  void multiplies(int operand, int power);

  /**
   * As {@link #multiplies(int, int)}, slice by slice: those of the operand along one axis are those
   * of result 0 along the other, or one is all of them.
   */
  void multiplies(Axis operand, Axis result, int power);

  /**
   * As {@link #multiplies(Axis, Axis, int)} once, where slice i of the operand is that of the
   * result: both have the same factors unless they are of unlike size.
   */
  void carries(Axis operand, Axis result);

  /**
   * Slice i of one computed operand meets slice i of another one, and their products are summed:
   * either may be scaled by a factor that is taken back in the other.
   */
  void opposite(Axis axis, Axis other);

  /**
   * As {@link #constant}, where entries of a constant operand belong to slices in another way.
   *
   * @param slice the slice that an entry, counted row-major, is scaled with
   */
  void constantEntries(int operand, IntUnaryOperator slice, Axis axis, int sign);

  /** Factors along an axis of an operand change nothing. */
  void free(Axis axis);

  /**
   * A result is wide: its slices can be scaled before it is rounded, so that all keep their digits.
   * Where nothing else is said of an axis, that is done after the node.
   *
   * @param info of the result
   */
  void wide(int result, ValueInfo info);

  /** The node takes no factors along the axis. */
  void unscaled(Axis axis);

  /** All slices have the same factors, one by one. */
  default void same(Axis axis, Axis to, int length) {
    int[] from = new int[length];
    for (int i = 0; i < length; i++) {
      from[i] = i;
    }
    same(axis, to, from);
  }

  /**
   * Result 0 is as much larger as the operand is, cell by cell; the operand broadcasts to it.
   *
   * @param operand number of a computed operand
   */
  default void cellByCell(int operand, ValueInfo from, ValueInfo result) {
    int moved = result.rank() - from.rank();
    for (int axis = 0; axis < moved; axis++) {
      unscaled(Axis.ofResult(0, axis));
    }
    for (int axis = 0; axis < from.rank(); axis++) {
      Axis source = Axis.ofOperand(operand, axis);
      Axis target = Axis.ofResult(0, axis + moved);
      int length = result.shape()[axis + moved];
      if (from.shape()[axis] == length) {
        same(source, target, length);
      } else {
        same(source, target, new int[length]);
      }
    }
  }

  /** A constant operand that broadcasts to result 0 is scaled with it. */
  default void scaledWithResult(int operand, ValueInfo result) {
    for (int axis = 0; axis < result.rank(); axis++) {
      constant(operand, result.rank() - 1 - axis, Axis.ofResult(0, axis), 1);
    }
  }
}

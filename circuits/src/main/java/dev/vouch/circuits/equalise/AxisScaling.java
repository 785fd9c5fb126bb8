package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.List;

/**
 * Entries along an axis of the constant belong to slices one by one (see {@link
 * dev.vouch.circuits.operator.SliceFactors#constant}), to {@code count} of them from {@code first}
 * on.
 */
record AxisScaling(int operand, int fromEnd, SliceAxis with, int sign, int first, int count)
    implements ConstantScaling {
  /**
   * Repeats the constant along its axis if that has length 1, or is missing, and factors differ.
   */
  @Override
  public TensorData applied(TensorData constant, List<Integer> all) {
    List<Integer> exponents = all.subList(first, first + count);
    int missing = Math.max(0, fromEnd + 1 - constant.rank());
    int length = missing > 0 ? 1 : constant.shape()[constant.rank() - 1 - fromEnd];
    boolean repeated = length == 1 && exponents.stream().distinct().count() > 1;
    TensorData whole = repeated ? repeated(constant, exponents.size()) : constant;
    if (!repeated && missing > 0) {
      return ConstantScaling.scaled(whole, sign, cell -> exponents.get(0));
    }
    int[] shape = whole.shape();
    int inner = 1;
    for (int axis = shape.length - fromEnd; axis < shape.length; axis++) {
      inner *= shape[axis];
    }
    int stride = inner;
    int entries = shape[shape.length - 1 - fromEnd];
    return ConstantScaling.scaled(whole, sign, cell -> exponents.get(cell / stride % entries));
  }

  private TensorData repeated(TensorData constant, int length) {
    int rank = Math.max(constant.rank(), fromEnd + 1);
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(constant.shape(), 0, shape, rank - constant.rank(), constant.rank());
    shape[rank - 1 - fromEnd] = length;
    return constant.broadcastTo(shape);
  }
}

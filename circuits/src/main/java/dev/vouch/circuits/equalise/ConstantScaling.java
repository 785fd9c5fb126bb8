package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.List;

/**
 * That a constant operand of a node is scaled with the slices of a value (see {@link
 * dev.vouch.circuits.operator.SliceFactors#constant}): with {@code count} of them from {@code
 * first} on.
 */
record ConstantScaling(int operand, int fromEnd, SliceAxis with, int sign, int first, int count) {
  /**
   * The constant with its entries scaled; repeated along its axis if that has length 1, or is
   * missing, and the factors differ.
   *
   * @param all exponents of all slices of {@link #with}
   */
  TensorData applied(TensorData constant, List<Integer> all) {
    List<Integer> exponents = all.subList(first, first + count);
    int missing = Math.max(0, fromEnd + 1 - constant.rank());
    int length = missing > 0 ? 1 : constant.shape()[constant.rank() - 1 - fromEnd];
    boolean repeated = length == 1 && exponents.stream().distinct().count() > 1;
    TensorData whole = repeated ? repeated(constant, exponents.size()) : constant;
    if (!repeated && missing > 0) {
      return scaled(whole, cell -> exponents.get(0));
    }
    int[] shape = whole.shape();
    int inner = 1;
    for (int axis = shape.length - fromEnd; axis < shape.length; axis++) {
      inner *= shape[axis];
    }
    int stride = inner;
    int entries = shape[shape.length - 1 - fromEnd];
    return scaled(whole, cell -> exponents.get(cell / stride % entries));
  }

  private TensorData repeated(TensorData constant, int length) {
    int rank = Math.max(constant.rank(), fromEnd + 1);
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(constant.shape(), 0, shape, rank - constant.rank(), constant.rank());
    shape[rank - 1 - fromEnd] = length;
    return constant.broadcastTo(shape);
  }

  private interface Exponents {
    int of(int cell);
  }

  private TensorData scaled(TensorData constant, Exponents exponents) {
    double[] values = constant.toDoubles().clone();
    Arrays.setAll(values, cell -> Math.scalb(values[cell], sign * exponents.of(cell)));
    return TensorData.ofDoubles(constant.type(), constant.shape(), values);
  }
}

package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** That a constant operand of a node is scaled with the slices of a value. */
interface ConstantScaling {
  /** Number of the operand. */
  int operand();

  /** The slices that it is scaled with. */
  SliceAxis with();

  /**
   * The constant with its entries scaled.
   *
   * @param exponents of all slices of {@link #with}
   */
  TensorData applied(TensorData constant, List<Integer> exponents);

  /** The constant with each entry times 2^(sign·exponent). */
  static TensorData scaled(TensorData constant, int sign, IntUnaryOperator exponents) {
    double[] values = constant.toDoubles().clone();
    Arrays.setAll(values, entry -> Math.scalb(values[entry], sign * exponents.applyAsInt(entry)));
    return TensorData.ofDoubles(constant.type(), constant.shape(), values);
  }
}

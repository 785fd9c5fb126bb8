package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Each entry of the constant, counted row-major, belongs to the slice that a function names. */
record EntryScaling(int operand, IntUnaryOperator slice, SliceAxis with, int sign)
    implements ConstantScaling {
  @Override
  public TensorData applied(TensorData constant, List<Integer> exponents) {
    return ConstantScaling.scaled(constant, sign, entry -> exponents.get(slice.applyAsInt(entry)));
  }
}

package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;

/** Mean: the arithmetic mean of all operands, cell by cell. */
final class Mean extends ElementwiseVariadic {
  @Override
  public String type() {
    return "Mean";
  }

  @Override
  double combine(double a, double b) {
    return a + b;
  }

  @Override
  long combine(DataType type, long a, long b) {
    return a + b;
  }

  @Override
  TensorData finish(TensorData combined, int count) {
    return ElementwiseUnary.map(combined, sum -> sum / count, sum -> sum / count);
  }
}

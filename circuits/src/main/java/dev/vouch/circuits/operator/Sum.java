package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;

/** Sum: the sum of all operands, cell by cell. */
final class Sum extends ElementwiseVariadic {
  @Override
  public String type() {
    return "Sum";
  }

  @Override
  double combine(double a, double b) {
    return a + b;
  }

  @Override
  long combine(DataType type, long a, long b) {
    return a + b;
  }
}

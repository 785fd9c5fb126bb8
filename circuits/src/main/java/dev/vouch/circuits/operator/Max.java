package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;

/** Max: the greatest of all operands, cell by cell. */
final class Max extends ElementwiseVariadic {
  @Override
  public String type() {
    return "Max";
  }

  @Override
  double combine(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  long combine(DataType type, long a, long b) {
    return Comparison.order(type, a, b) >= 0 ? a : b;
  }
}

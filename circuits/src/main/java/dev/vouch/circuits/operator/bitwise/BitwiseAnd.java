package dev.vouch.circuits.operator.bitwise;

import java.util.function.LongBinaryOperator;

/** BitwiseAnd: a bit is 1 where both are. */
final class BitwiseAnd extends BitwiseBinary {
  @Override
  public String type() {
    return "BitwiseAnd";
  }

  @Override
  LongBinaryOperator function() {
    return (a, b) -> a & b;
  }
}

package dev.vouch.circuits.operator.bitwise;

import java.util.function.LongBinaryOperator;

/** BitwiseXor: a bit is 1 where one, but not both, is. */
final class BitwiseXor extends BitwiseBinary {
  @Override
  public String type() {
    return "BitwiseXor";
  }

  @Override
  LongBinaryOperator function() {
    return (a, b) -> a ^ b;
  }
}

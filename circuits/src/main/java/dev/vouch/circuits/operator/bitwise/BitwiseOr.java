package dev.vouch.circuits.operator.bitwise;

import java.util.function.LongBinaryOperator;

/** BitwiseOr: a bit is 1 where one of both is. */
final class BitwiseOr extends BitwiseBinary {
  @Override
  public String type() {
    return "BitwiseOr";
  }

  @Override
  LongBinaryOperator function() {
    return (a, b) -> a | b;
  }
}

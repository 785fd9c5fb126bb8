package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Abs: |x|. */
final class Abs extends ElementwiseUnary {
  @Override
  public String type() {
    return "Abs";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return Math::abs;
  }

  @Override
  LongUnaryOperator integerFunction(Node node) {
    return Math::abs;
  }
}

package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Not: logical negation. */
final class Not extends ElementwiseUnary {
  @Override
  public String type() {
    return "Not";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    throw new InvalidNodeException("the operand must be boolean");
  }

  @Override
  LongUnaryOperator integerFunction(Node node) {
    return x -> x == 0 ? 1 : 0;
  }
}

package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Not: logical negation. */
final class Not extends ElementwiseUnary {
  @Override
  public String type() {
    return "Not";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    throw new InvalidNodeException("the operand must be boolean");
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return x -> x == 0 ? 1 : 0;
  }
}

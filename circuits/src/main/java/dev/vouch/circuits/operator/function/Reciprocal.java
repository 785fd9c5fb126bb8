package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Reciprocal: 1 / x. */
final class Reciprocal extends ElementwiseUnary {
  @Override
  public String type() {
    return "Reciprocal";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> 1 / x;
  }
}

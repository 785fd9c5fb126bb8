package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Ceil: the least integer ≥ x. */
final class Ceil extends ElementwiseUnary {
  @Override
  public String type() {
    return "Ceil";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::ceil;
  }
}

package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Floor: the greatest integer ≤ x. */
final class Floor extends ElementwiseUnary {
  @Override
  public String type() {
    return "Floor";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::floor;
  }
}

package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Sqrt: the square root; NaN for negative values. */
final class Sqrt extends ElementwiseUnary {
  @Override
  public String type() {
    return "Sqrt";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::sqrt;
  }
}

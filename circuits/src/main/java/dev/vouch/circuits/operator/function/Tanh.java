package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Tanh: the hyperbolic tangent. */
final class Tanh extends TabulatedFunction {
  @Override
  public String type() {
    return "Tanh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::tanh;
  }

  @Override
  double settled() {
    return 6;
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
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
  protected double settled() {
    return 6;
  }
}

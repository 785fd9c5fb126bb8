package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Softplus: log(exp(x) + 1). */
final class Softplus extends TabulatedFunction {
  @Override
  public String type() {
    return "Softplus";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Softplus::softplus;
  }

  static double softplus(double x) {
    // The exponent is never positive, so that it cannot overflow.
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}

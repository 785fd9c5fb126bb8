package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Asinh: the inverse of the hyperbolic sine, log(x + √(x² + 1)). */
final class Asinh extends TabulatedFunction {
  @Override
  public String type() {
    return "Asinh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> {
      double m = Math.abs(x);
      return Math.copySign(StrictMath.log1p(m + m * m / (1 + StrictMath.hypot(m, 1))), x);
    };
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Celu: x where x ≥ 0, otherwise alpha · (exp(x / alpha) − 1) (alpha is 1 unless given). */
final class Celu extends TabulatedFunction {
  @Override
  public String type() {
    return "Celu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 1);
    if (alpha == 0) {
      throw new InvalidNodeException("alpha must not be 0");
    }
    return x -> Math.max(0, x) + Math.min(0, alpha * StrictMath.expm1(x / alpha));
  }
}

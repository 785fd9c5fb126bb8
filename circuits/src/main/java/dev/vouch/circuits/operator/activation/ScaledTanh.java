package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** ScaledTanh, last in opset 9: alpha · tanh(beta · x), both attributes given. */
final class ScaledTanh extends TabulatedFunction {
  @Override
  public String type() {
    return "ScaledTanh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 1);
    double beta = node.real("beta", 1);
    return x -> alpha * StrictMath.tanh(beta * x);
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** ParametricSoftplus, last in opset 9: alpha · log(exp(beta · x) + 1), both attributes given. */
final class ParametricSoftplus extends TabulatedFunction {
  @Override
  public String type() {
    return "ParametricSoftplus";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 1);
    double beta = node.real("beta", 1);
    return x -> alpha * Softplus.softplus(beta * x);
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Elu: x where x ≥ 0, otherwise alpha · (exp(x) − 1) (alpha is 1 unless given). */
final class Elu extends TabulatedFunction {
  @Override
  public String type() {
    return "Elu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 1);
    return x -> x >= 0 ? x : alpha * StrictMath.expm1(x);
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Mish: x · tanh(log(exp(x) + 1)). */
final class Mish extends TabulatedFunction {
  @Override
  public String type() {
    return "Mish";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> x * StrictMath.tanh(Softplus.softplus(x));
  }

  /** As exact as the products that it stands for. */
  @Override
  protected int leastBits() {
    return 14;
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Swish: x / (1 + exp(−alpha · x)) (alpha is 1 unless given). */
final class Swish extends TabulatedFunction {
  @Override
  public String type() {
    return "Swish";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 1);
    return x -> x * Sigmoid.sigmoid(alpha * x);
  }

  /** As exact as the products that it stands for. */
  @Override
  protected int leastBits() {
    return 14;
  }
}

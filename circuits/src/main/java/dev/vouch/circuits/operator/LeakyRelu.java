package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** LeakyRelu: x where x ≥ 0, otherwise alpha · x (alpha is 0.01 unless given). */
final class LeakyRelu extends ElementwiseUnary {
  @Override
  public String type() {
    return "LeakyRelu";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 0.01);
    return x -> x >= 0 ? x : alpha * x;
  }
}

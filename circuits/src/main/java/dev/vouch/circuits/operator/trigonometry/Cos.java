package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Cos: the cosine. */
final class Cos extends PeriodicFunction {
  @Override
  public String type() {
    return "Cos";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::cos;
  }

  @Override
  double period() {
    return 2 * Math.PI;
  }
}

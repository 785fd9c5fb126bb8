package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Tan: the tangent. */
final class Tan extends PeriodicFunction {
  @Override
  public String type() {
    return "Tan";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::tan;
  }

  @Override
  double period() {
    return Math.PI;
  }
}

package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Atan: the arc tangent. */
final class Atan extends TabulatedFunction {
  @Override
  public String type() {
    return "Atan";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::atan;
  }
}

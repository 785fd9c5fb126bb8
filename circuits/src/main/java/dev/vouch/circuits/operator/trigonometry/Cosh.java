package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Cosh: the hyperbolic cosine. */
final class Cosh extends TabulatedFunction {
  @Override
  public String type() {
    return "Cosh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::cosh;
  }
}

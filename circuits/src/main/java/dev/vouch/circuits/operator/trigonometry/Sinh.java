package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Sinh: the hyperbolic sine. */
final class Sinh extends TabulatedFunction {
  @Override
  public String type() {
    return "Sinh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::sinh;
  }
}

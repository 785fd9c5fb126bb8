package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Exp: e to the power of x. */
final class Exp extends TabulatedFunction {
  @Override
  public String type() {
    return "Exp";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::exp;
  }
}

package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Erf: the error function. */
final class Erf extends TabulatedFunction {
  @Override
  public String type() {
    return "Erf";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return ErrorFunction::erf;
  }
}

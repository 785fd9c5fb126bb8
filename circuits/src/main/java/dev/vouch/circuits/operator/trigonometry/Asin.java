package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Asin: the arc sine, of numbers within ±1. */
final class Asin extends TabulatedFunction {
  @Override
  public String type() {
    return "Asin";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::asin;
  }

  @Override
  protected Clamp definedOn() {
    return new Clamp(-1, 1);
  }
}

package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Acos: the arc cosine, of numbers within ±1. */
final class Acos extends TabulatedFunction {
  @Override
  public String type() {
    return "Acos";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::acos;
  }

  @Override
  protected Clamp definedOn() {
    return new Clamp(-1, 1);
  }
}

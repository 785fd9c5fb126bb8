package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Acosh: the inverse of the hyperbolic cosine, log(x + √(x² − 1)), of numbers from 1 on. */
final class Acosh extends TabulatedFunction {
  @Override
  public String type() {
    return "Acosh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> StrictMath.log(x + Math.sqrt((x - 1) * (x + 1)));
  }

  @Override
  protected Clamp definedOn() {
    return new Clamp(1, Double.POSITIVE_INFINITY);
  }
}

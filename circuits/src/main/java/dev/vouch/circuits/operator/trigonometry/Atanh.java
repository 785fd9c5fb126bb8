package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Atanh: the inverse of the hyperbolic tangent, log((1 + x) / (1 − x)) / 2, of numbers between −1
 * and 1.
 */
final class Atanh extends TabulatedFunction {
  @Override
  public String type() {
    return "Atanh";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> 0.5 * (StrictMath.log1p(x) - StrictMath.log1p(-x));
  }

  @Override
  protected Clamp definedOn() {
    return new Clamp(Math.nextUp(-1.0), Math.nextDown(1.0));
  }
}

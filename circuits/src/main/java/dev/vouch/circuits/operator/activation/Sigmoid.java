package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Sigmoid: 1 / (1 + exp(−x)). */
final class Sigmoid extends TabulatedFunction {
  @Override
  public String type() {
    return "Sigmoid";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Sigmoid::sigmoid;
  }

  static double sigmoid(double x) {
    // The exponent is never positive, so that it cannot overflow.
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  @Override
  protected double settled() {
    return 12;
  }
}

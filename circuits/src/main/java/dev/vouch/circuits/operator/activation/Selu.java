package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Selu: gamma · x where x > 0, otherwise gamma · alpha · (exp(x) − 1). */
final class Selu extends TabulatedFunction {
  private static final int FIRST_WITH_FLOAT_DEFAULTS = 6;

  @Override
  public String type() {
    return "Selu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    boolean rounded = node.opset() < FIRST_WITH_FLOAT_DEFAULTS;
    double alpha = node.real("alpha", rounded ? 1.6732 : (float) 1.6732632423543772);
    double gamma = node.real("gamma", rounded ? 1.0507 : (float) 1.0507009873554805);
    return x -> gamma * (x > 0 ? x : alpha * StrictMath.expm1(x));
  }
}

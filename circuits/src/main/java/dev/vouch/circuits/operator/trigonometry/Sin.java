package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Sin: the sine. */
final class Sin extends PeriodicFunction {
  @Override
  public String type() {
    return "Sin";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::sin;
  }

  @Override
  double period() {
    return 2 * Math.PI;
  }
}

package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.node.Node;
import java.util.function.DoublePredicate;

/** IsNaN: whether x is not a number. */
final class IsNaN extends NeverSpecial {
  @Override
  public String type() {
    return "IsNaN";
  }

  @Override
  public int sinceOpset() {
    return 9;
  }

  @Override
  DoublePredicate question(Node node) {
    return Double::isNaN;
  }
}

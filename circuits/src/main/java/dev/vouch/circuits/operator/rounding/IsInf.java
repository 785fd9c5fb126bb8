package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.node.Node;
import java.util.function.DoublePredicate;

/**
 * IsInf: whether x is +∞ or −∞, of which {@code detect_positive} and {@code detect_negative}
 * choose.
 */
final class IsInf extends NeverSpecial {
  @Override
  public String type() {
    return "IsInf";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  DoublePredicate question(Node node) {
    boolean positive = node.flag("detect_positive", true);
    boolean negative = node.flag("detect_negative", true);
    return x -> Double.isInfinite(x) && (x > 0 ? positive : negative);
  }
}

package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.place.SpecialPlaces;
import dev.vouch.circuits.node.Node;
import java.util.function.DoublePredicate;

/**
 * IsInf: whether x is +∞ or −∞, of which {@code detect_positive} and {@code detect_negative}
 * choose.
 */
final class IsInf extends SpecialNumber {
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

  @Override
  Wire ofPlaces(Node node, LoweringContext context) {
    return SpecialPlaces.infinite(
        context,
        node.outputs().get(0),
        node.input(0),
        node.flag("detect_positive", true),
        node.flag("detect_negative", true));
  }
}

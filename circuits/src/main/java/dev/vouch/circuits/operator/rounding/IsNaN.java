package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.place.SpecialPlaces;
import dev.vouch.circuits.node.Node;
import java.util.function.DoublePredicate;

/** IsNaN: whether x is not a number. */
final class IsNaN extends SpecialNumber {
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

  @Override
  Wire ofPlaces(Node node, LoweringContext context) {
    return SpecialPlaces.missing(context, node.outputs().get(0), node.input(0));
  }
}

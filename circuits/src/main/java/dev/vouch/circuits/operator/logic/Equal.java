package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.place.PlacedComparisons;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Equal: whether a = b, broadcast. */
final class Equal extends Comparison {
  @Override
  public String type() {
    return "Equal";
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    return (a, b) -> a == b ? 1 : 0;
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    return (a, b) -> a == b ? 1 : 0;
  }

  @Override
  Wire lowered(LoweringContext context, String output, String left, String right) {
    return PlacedComparisons.equal(context, output, left, right);
  }
}

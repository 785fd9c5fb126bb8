package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.lowering.recipe.IntegerClamps;
import dev.vouch.circuits.lowering.recipe.index.Positions;

/**
 * Lowering of categories as rows of zeros and a one, without a one where the category is unknown:
 * the place is clamped to one before the first and one behind the last, whose cells are left out.
 */
public final class Categories {
  private Categories() {}

  /**
   * Row i is 1 at {@code index[i]}, which counts from the end if it is negative, as a further last
   * axis; all 0 if that is no place.
   *
   * @param output value of the graph that the result stands for
   * @param index integers
   * @param depth number of categories
   */
  public static Wire lower(LoweringContext context, String output, Wire index, int depth) {
    Wire given = context.rescaling().narrow(index);
    String labels = Labels.of(given.view().rank());
    Interval range = context.program().tensor(given.tensor()).range();
    Wire place = given;
    if (range.lo() < 0) {
      Wire negative = Comparisons.negative(context, output + ".fromEnd", given);
      place =
          context
              .einsum(output + ".place", labels)
              .add(1, Operand.of(given, labels))
              .add(depth, Operand.of(negative, labels))
              .build(0);
    }
    Wire clamped = IntegerClamps.lower(context, output + ".clamped", place, new Clamp(-1, depth));
    Wire moved =
        context
            .einsum(output + ".moved", labels)
            .add(1, Operand.of(clamped, labels))
            .add(1, Constants.number(output + ".before", 1, 0))
            .build(0, new Interval(0, depth + 1L));
    Wire rows = Positions.oneHot(context, output, moved, depth + 2);
    int last = given.view().rank();
    return rows.through(rows.view().slice(last, 1, 1, depth).orElseThrow());
  }
}

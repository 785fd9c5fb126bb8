package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.KeyErrors;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.OptionalInt;

/**
 * Lowering of the position of the greatest value: the maximum of keys x·2^k + (n − 1 − i), which
 * are all different and of which the first of equal x is greatest; the position is the low part of
 * that maximum.
 */
public final class ArgMaxRecipe {
  /** Values beyond 2^10 are wider than 16 bits: a few of them may only rule out their positions. */
  private static final int COARSEST_SCALE = 4;

  private static final int FINEST_SCALE = 12;

  private ArgMaxRecipe() {}

  /**
   * The value as one whose cells along an axis are compared with one another.
   *
   * @param value of the graph
   */
  public static Wire operand(LoweringContext context, String value, int axis) {
    Wire x = context.wires().of(value);
    OptionalInt finest = context.leastSlicesScale(value, axis);
    return finest.isPresent()
        ? context.rescaling().fine(x, finest.getAsInt(), finest.getAsInt())
        : context.rescaling().fine(x, COARSEST_SCALE, FINEST_SCALE);
  }

  /**
   * Position along the last axis, as integers.
   *
   * @param x affine
   * @param output value of the graph that the result stands for
   * @param sign 1 for the greatest, −1 for the least value
   * @param last of equal values the last, rather than the first
   */
  public static Wire lower(LoweringContext context, String output, Wire x, int sign, boolean last) {
    int rank = x.view().rank();
    int count = x.view().shape().get(rank - 1);
    int bits = 32 - Integer.numberOfLeadingZeros(count - 1);
    String labels = Labels.of(rank);
    String rows = labels.substring(0, rank - 1);
    String lane = labels.substring(rank - 1);
    int[] lengths = {count};
    Wire keys =
        context
            .einsum(output + ".keys", labels)
            .add((long) sign << bits, Operand.of(x, labels))
            .add(1, Constants.integers(output + ".places", places(count, last), lengths, lane, 0))
            .build(0);
    Wire most = Extrema.maximum(context, output + ".key", keys, 1);
    Wire high = Floor.lower(context, output + ".value", most, bits);
    long direction = last ? 1 : -1;
    Einsum place =
        context
            .einsum(output, rows)
            .add(direction, Operand.of(most, rows))
            .add(-direction * (1L << bits), Operand.of(high, rows));
    if (!last) {
      place.add(1, Constants.number(output + ".last", count - 1, 0));
    }
    Wire found = place.build(0, new Interval(0, count - 1));
    int results = context.program().tensor(most.tensor()).size();
    KeyErrors errors = KeyErrors.ofRows(keys.tensor(), count, bits);
    context.errors().rule(found.tensor(), errors.ofPlaces(results, 0));
    return found;
  }

  /** What tells equal values apart: greater for those that come first, or last. */
  private static long[] places(int count, boolean last) {
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      places[i] = last ? i : count - 1 - i;
    }
    return places;
  }
}

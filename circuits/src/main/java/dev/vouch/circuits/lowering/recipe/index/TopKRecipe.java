package dev.vouch.circuits.lowering.recipe.index;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.KeyErrors;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Concatenation;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.Floor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Lowering of the greatest values of a row in order: keys x·2^k + (n − 1 − i), which are all
 * different and of which the first of equal x is greatest; their maximum, then the maximum of the
 * others, and so on. A key that was found is moved below all others by its one-hot row.
 */
public final class TopKRecipe {
  private final LoweringContext context;
  private final String output;
  private final Wire x;
  private final int bits;
  private final int count;

  private TopKRecipe(LoweringContext context, String output, Wire x) {
    this.context = context;
    this.output = output;
    this.x = x;
    this.count = x.view().shape().get(x.view().rank() - 1);
    this.bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  /**
   * Values and positions, which take the place of the last axis.
   *
   * @param values the greatest or least first
   * @param positions integers
   */
  public record Ranked(Wire values, Wire positions) {}

  /**
   * The {@code most} first values along the last axis.
   *
   * @param output what the result is called
   * @param x affine
   * @param sign 1 for the greatest, −1 for the least values
   */
  public static Ranked lower(LoweringContext context, String output, Wire x, int sign, int most) {
    return new TopKRecipe(context, output, x).ranked(sign, most);
  }

  private Ranked ranked(int sign, int most) {
    int last = x.view().rank() - 1;
    String labels = Labels.of(last + 1);
    String rows = labels.substring(0, last);
    Operand places =
        Constants.integers(
            output + ".places",
            LongStream.range(0, count).map(i -> count - 1 - i).toArray(),
            new int[] {count},
            labels.substring(last),
            0);
    Wire keys =
        context
            .einsum(output + ".keys", labels)
            .add((long) sign << bits, Operand.of(x, labels))
            .add(1, places)
            .build(0);
    IntegerTensor all = context.program().tensor(keys.tensor());
    KeyErrors errors = KeyErrors.ofRows(keys.tensor(), count, bits);
    int results = all.size() / count;
    Interval range = all.range();
    long below = range.hi() - range.lo() + 1;
    Interval lowered = new Interval(range.lo() - below, range.hi());
    List<Wire> values = new ArrayList<>();
    List<Wire> positions = new ArrayList<>();
    for (int rank = 0; rank < most; rank++) {
      String name = output + "." + rank;
      Wire key = Extrema.maximum(context, name + ".key", keys, 1);
      Wire high = Floor.lower(context, name + ".value", key, bits);
      Wire position = position(name, key, high, rows);
      context.errors().rule(high.tensor(), errors.ofValues(results, rank));
      context.errors().rule(position.tensor(), errors.ofPlaces(results, rank));
      values.add(asLast(value(name, high, sign, rows)));
      positions.add(asLast(position));
      if (rank + 1 < most) {
        Wire found = Positions.oneHot(context, name, position, count);
        keys =
            context
                .einsum(output + ".keys", labels)
                .add(1, Operand.of(keys, labels))
                .add(-below, Operand.of(found, labels))
                .build(0, lowered);
      }
    }
    return new Ranked(
        Concatenation.lower(context, output + ".values", values, last),
        Concatenation.lower(context, output + ".positions", positions, last));
  }

  /** n − 1 − the low part of a key. */
  private Wire position(String name, Wire key, Wire high, String rows) {
    return context
        .einsum(name + ".position", rows)
        .add(-1, Operand.of(key, rows))
        .add(1L << bits, Operand.of(high, rows))
        .add(1, Constants.number(name + ".last", count - 1L, 0))
        .build(0, new Interval(0, count - 1L));
  }

  /** The value of which the high part of a key is the integer. */
  private Wire value(String name, Wire high, int sign, String rows) {
    return context
        .einsum(name + ".signed", rows)
        .add(sign, Operand.of(high, rows))
        .build(x.scaleExponent(), context.program().tensor(x.tensor()).range());
  }

  private static Wire asLast(Wire wire) {
    return wire.through(wire.view().insertAxis(wire.view().rank()));
  }
}

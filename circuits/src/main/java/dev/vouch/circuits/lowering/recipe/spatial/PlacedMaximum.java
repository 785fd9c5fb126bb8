package dev.vouch.circuits.lowering.recipe.spatial;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.KeyErrors;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.Windows;
import java.util.stream.LongStream;

/**
 * Lowering of maxima under windows together with the cells where they are: the maximum of keys
 * x·2^k + (n − 1 − cell), which are all different and of which the first of equal x is greatest.
 *
 * @param values the maxima
 * @param cells of one channel, row-major, as integers
 */
public record PlacedMaximum(Wire values, Wire cells) {
  /**
   * Maxima over the last axes of a value.
   *
   * @param output value of the graph that the maxima stand for
   */
  public static PlacedMaximum lower(
      LoweringContext context, String output, Wire value, Windows windows) {
    Wire x = Extrema.operand(context, output, value);
    int rank = x.view().rank();
    int axes = windows.axes();
    String labels = Labels.of(rank);
    int[] lengths =
        x.view().shape().subList(rank - axes, rank).stream().mapToInt(Integer::intValue).toArray();
    int count = 1;
    for (int length : lengths) {
      count = Math.multiplyExact(count, length);
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    long last = count - 1L;
    Operand places =
        Constants.integers(
            output + ".places",
            LongStream.rangeClosed(0, last).map(cell -> last - cell).toArray(),
            lengths,
            labels.substring(rank - axes),
            0);
    Wire keys =
        context
            .einsum(output + ".keys", labels)
            .add(1L << bits, Operand.of(x, labels))
            .add(1, places)
            .build(0);
    Wire most = Extrema.ofAffine(context, output + ".key", keys, windows);
    Wire high = Floor.lower(context, output + ".value", most, bits);
    Wire cells =
        context
            .einsum(output + ".cells", labels)
            .add(-1, Operand.of(most, labels))
            .add(1L << bits, Operand.of(high, labels))
            .add(1, Constants.number(output + ".last", last, 0))
            .build(0, new Interval(0, last));
    int results = context.program().tensor(most.tensor()).size();
    KeyErrors errors =
        new KeyErrors(keys.tensor(), count, bits, window -> windows.cells(window, lengths));
    context.errors().rule(high.tensor(), errors.ofValues(results, 0));
    context.errors().rule(cells.tensor(), errors.ofPlaces(results, 0));
    return new PlacedMaximum(new Wire(high.tensor(), high.view(), x.scaleExponent()), cells);
  }

  /**
   * The cells by other numbers, by a table.
   *
   * @param name of the result
   * @param numbers of all cells of a channel, row-major
   */
  public Wire renumbered(LoweringContext context, String name, long... numbers) {
    int tensor = context.program().tabulation(name, cells.tensor(), 0, numbers, 0);
    return new Wire(tensor, cells.view(), 0);
  }
}

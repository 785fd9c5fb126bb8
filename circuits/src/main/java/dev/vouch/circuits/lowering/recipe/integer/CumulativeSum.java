package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Windows;
import dev.vouch.circuits.view.View;
import java.util.stream.IntStream;

/**
 * Lowering of cumulative sums, exactly: sums over windows of the axis's length, of which all but
 * the cells before or behind reach outside, where cells are 0.
 */
public final class CumulativeSum {
  private CumulativeSum() {}

  /**
   * Σ of x up to each place along an axis, wide.
   *
   * @param output value of the graph that the result stands for
   * @param reverse whether those behind it are added up, instead of those before
   * @param exclusive whether the cell itself is left out
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      Wire summands,
      int axis,
      boolean reverse,
      boolean exclusive) {
    View view = summands.view();
    int rank = view.rank();
    int length = view.shape().get(axis);
    int[] axisLast =
        IntStream.concat(IntStream.range(0, rank).filter(i -> i != axis), IntStream.of(axis))
            .toArray();
    int[] one = {1};
    int[] whole = {length};
    int[] before = {reverse ? 0 : length - 1};
    Windows windows = new Windows(whole, whole, one, one, before);
    View rows = view.transpose(axisLast);
    // where windows need an index table, which affine values alone have, all is rounded alike
    Wire x =
        windows.fits(rows) || context.program().affine(summands.tensor())
            ? summands
            : context.rescaling().narrow(summands);
    Wire taps = windows.over(context, x.through(rows));
    String labels = Labels.of(rank + 1);
    String result = labels.substring(0, rank);
    String tap = labels.substring(rank);
    String places = result.substring(0, axis) + result.substring(axis + 1) + result.charAt(axis);
    Einsum sum = context.einsum(output, result).add(1, Operand.of(taps, places + tap));
    if (exclusive) {
      sum.add(-1, Operand.of(x, result));
    }
    return sum.build(x.scaleExponent());
  }
}

package dev.vouch.circuits.lowering.recipe.index;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lowering of positions along an axis. */
public final class Positions {
  private Positions() {}

  /**
   * Row i is 1 at {@code index[i]}, else 0, as a further last axis. Negative indices count from the
   * end; a sample with indices beyond the axis is refused.
   *
   * @param output value of the graph that the result stands for
   * @param index integers
   * @param length of the axis
   */
  public static Wire oneHot(LoweringContext context, String output, Wire index, int length) {
    Wire from = fromStart(context, output, index, length);
    Wire plain = from.view().isPlain() ? from : context.rearranging().copy(from);
    int tensor = context.program().oneHot(output + ".position", plain.tensor(), length);
    List<Integer> groups =
        new ArrayList<>(
            IntStream.range(0, plain.view().rank())
                .mapToObj(axis -> plain.view().factors(axis).size())
                .toList());
    groups.add(1);
    return new Wire(tensor, View.grouped(context.program().tensor(tensor).shape(), groups), 0);
  }

  /**
   * The same of tuples of indices, which are positions in a box: one row a tuple, its places those
   * of the box's cells.
   *
   * @param tuples with the axes (batch, tuple, index)
   * @param lengths of the box's axes
   */
  public static Wire oneHot(LoweringContext context, String output, Wire tuples, int... lengths) {
    List<Integer> shape = tuples.view().shape().subList(0, 2);
    Einsum place = context.einsum(output + ".place", "bp");
    int size = Shape.size(lengths);
    int cells = size;
    for (int i = 0; i < lengths.length; i++) {
      View view = tuples.view().slice(2, i, 1, 1).orElseThrow();
      Wire index = context.rearranging().reshape(tuples.through(view), shape);
      Wire from = fromStart(context, output + "." + i, index, lengths[i]);
      if (lengths.length > 1) {
        oneHot(context, output + "." + i, from, lengths[i]); // refuses what is no position
      }
      cells /= lengths[i];
      place.add(cells, Operand.of(from, "bp"));
    }
    Interval inside = new Interval(0, size - 1L);
    return oneHot(context, output, place.build(0, inside), size);
  }

  /** index + length · [index < 0]. */
  private static Wire fromStart(LoweringContext context, String output, Wire given, int length) {
    Wire index = context.rescaling().narrow(given);
    if (context.program().tensor(index.tensor()).range().lo() >= 0) {
      return index;
    }
    String labels = Labels.of(index.view().rank());
    Wire negative = Comparisons.negative(context, output + ".fromEnd", index);
    return context
        .einsum(output + ".fromStart", labels)
        .add(1, Operand.of(index, labels))
        .add(length, Operand.of(negative, labels))
        .build(0);
  }
}

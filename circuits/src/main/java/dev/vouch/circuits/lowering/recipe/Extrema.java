package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Lowering of maxima over windows and axes. */
public final class Extrema {
  /** So much coarser than the result's may the scale of an operand be. */
  private static final int COARSER_BITS = 3;

  private Extrema() {}

  /**
   * The value as one of which extremes are chosen: narrow, unless that is much coarser than what
   * the result becomes: of values of which the extreme ones never win, such as a mask.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire operand(LoweringContext context, String output, Wire x) {
    OptionalDouble magnitude = context.bound(output);
    if (magnitude.isEmpty()) {
      return context.rescaling().narrow(x);
    }
    int wanted = context.scales().signed(magnitude.getAsDouble()) + context.moreBits(output);
    return context.rescaling().fine(x, wanted - COARSER_BITS, wanted);
  }

  /** The greatest value under each window; padding never wins. */
  public static Wire maximum(LoweringContext context, String output, Wire x, Windows windows) {
    return ofAffine(context, output, operand(context, output, x), windows);
  }

  /** The same of an affine value, which is not rescaled. */
  public static Wire ofAffine(
      LoweringContext context, String output, Wire narrow, Windows windows) {
    Interval range = context.program().tensor(narrow.tensor()).range();
    if (range.lo() >= 0 || !windows.reachesOutside(narrow.view())) {
      return maximum(context, output, windows.over(context, narrow), windows.axes());
    }
    // Padding reads 0: move the values up so that none is less than 0, and the maxima down again.
    Wire moved = Shift.lower(context, output, narrow, -range.lo());
    Wire most = maximum(context, output, windows.over(context, moved), windows.axes());
    return Shift.lower(context, output, most, range.lo());
  }

  /** The greatest value along the last {@code axes} axes of an affine value. */
  public static Wire maximum(LoweringContext context, String output, Wire x, int axes) {
    Wire cells = x.view().isPlain() ? x : context.rearranging().copy(x);
    int kept = x.view().rank() - axes;
    int factors =
        IntStream.range(kept, x.view().rank()).map(axis -> x.view().factors(axis).size()).sum();
    int tensor = context.program().maximum(output, cells.tensor(), factors);
    View view = cells.view().prefix(kept, context.program().tensor(tensor).shape());
    return new Wire(tensor, view, x.scaleExponent());
  }

  /**
   * The greatest (or with {@code sign} −1 the least) value along some axes, which are dropped.
   *
   * @param reduced for each axis of x, whether it is reduced
   */
  public static Wire along(
      LoweringContext context, String output, Wire x, boolean[] reduced, int sign) {
    int[] order =
        IntStream.concat(
                IntStream.range(0, reduced.length).filter(axis -> !reduced[axis]),
                IntStream.range(0, reduced.length).filter(axis -> reduced[axis]))
            .toArray();
    int axes = (int) IntStream.range(0, reduced.length).filter(axis -> reduced[axis]).count();
    Wire narrow = operand(context, output, x);
    Wire last = narrow.through(narrow.view().transpose(order));
    return axes == 0 ? last : signed(context, output, last, axes, sign);
  }

  private static Wire signed(LoweringContext context, String output, Wire x, int axes, int sign) {
    if (sign > 0) {
      return maximum(context, output, x, axes);
    }
    Wire negative = Addition.ofWires(context, output, List.of(x), -1);
    Wire most = maximum(context, output, negative, axes);
    return Addition.ofWires(context, output, List.of(most), -1);
  }

  /**
   * The greatest (or with {@code sign} −1 the least) of several values, cell by cell.
   *
   * @param inputs values of the graph, computed or constant, that broadcast to the output's shape
   */
  public static Wire ofOperands(
      LoweringContext context, String output, List<String> inputs, int sign) {
    List<Integer> shape = context.graph().shape(output);
    List<Wire> parts = new ArrayList<>();
    for (String input : inputs) {
      Wire narrow = context.rescaling().narrow(context.wires().ofAny(input));
      View view = narrow.view().broadcastTo(shape);
      parts.add(narrow.through(view.insertAxis(shape.size())));
    }
    Wire joined = Concatenation.lower(context, output, parts, shape.size());
    return signed(context, output, joined, 1, sign);
  }
}

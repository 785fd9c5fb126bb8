package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lowering of maxima over windows and axes. */
public final class Extrema {
  private Extrema() {}

  /** The greatest value under each window; padding never wins. */
  public static Wire maximum(Lowering lowering, String output, Wire x, Windows windows) {
    Wire narrow = lowering.narrow(x);
    Interval range = lowering.program().tensor(narrow.tensor()).range();
    if (range.lo() >= 0 || !windows.reachesOutside(narrow.view())) {
      return maximum(lowering, output, windows.over(lowering, narrow), windows.axes());
    }
    // Padding reads 0: move the values up so that none is less than 0, and the maxima down again.
    Wire moved = shifted(lowering, output, narrow, -range.lo());
    Wire most = maximum(lowering, output, windows.over(lowering, moved), windows.axes());
    return shifted(lowering, output, most, range.lo());
  }

  /** The greatest value along the last {@code axes} axes of an affine value. */
  public static Wire maximum(Lowering lowering, String output, Wire x, int axes) {
    Wire cells = x.view().isPlain() ? x : lowering.copied(x);
    int factors = 0;
    for (int axis = x.view().rank() - axes; axis < x.view().rank(); axis++) {
      factors += x.view().factors(axis).size();
    }
    int tensor = lowering.program().maximum(output, cells.tensor(), factors);
    int kept = cells.view().rank() - axes;
    View view = cells.view().prefix(kept, lowering.program().tensor(tensor).shape());
    return new Wire(tensor, view, x.scaleExponent());
  }

  /** x + constant. */
  static Wire shifted(Lowering lowering, String output, Wire x, long constant) {
    String labels = Lowering.labels(x.view().rank());
    Operand shift =
        lowering.integers(
            output + ".shift", new long[] {constant}, new int[0], "", x.scaleExponent());
    return lowering.sum(output, x, shift, labels);
  }

  /**
   * The greatest (or with {@code sign} −1 the least) value along some axes, which are dropped.
   *
   * @param reduced for each axis of x, whether it is reduced
   */
  public static Wire along(Lowering lowering, String output, Wire x, boolean[] reduced, int sign) {
    int[] order =
        IntStream.concat(
                IntStream.range(0, reduced.length).filter(axis -> !reduced[axis]),
                IntStream.range(0, reduced.length).filter(axis -> reduced[axis]))
            .toArray();
    int axes = (int) IntStream.range(0, reduced.length).filter(axis -> reduced[axis]).count();
    Wire narrow = lowering.narrow(x);
    Wire last = narrow.through(narrow.view().transpose(order));
    return axes == 0 ? last : signed(lowering, output, last, axes, sign);
  }

  private static Wire signed(Lowering lowering, String output, Wire x, int axes, int sign) {
    if (sign > 0) {
      return maximum(lowering, output, x, axes);
    }
    Wire negative = lowering.sum(output, List.of(x), new long[] {-1});
    Wire most = maximum(lowering, output, negative, axes);
    return lowering.sum(output, List.of(most), new long[] {-1});
  }

  /** The greatest (or with {@code sign} −1 the least) of several values, cell by cell. */
  public static Wire ofOperands(Lowering lowering, String output, List<String> inputs, int sign) {
    List<Integer> shape = lowering.shape(output);
    List<Wire> parts = new ArrayList<>();
    for (String input : inputs) {
      Wire narrow = lowering.narrow(lowering.wireOrConstant(input));
      View view = narrow.view().broadcastTo(shape);
      parts.add(narrow.through(view.insertAxis(shape.size())));
    }
    Wire joined = Concatenation.lower(lowering, output, parts, shape.size());
    return signed(lowering, output, joined, 1, sign);
  }
}

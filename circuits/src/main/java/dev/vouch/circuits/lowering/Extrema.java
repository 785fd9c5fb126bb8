package dev.vouch.circuits.lowering;

import dev.vouch.circuits.program.Interval;

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
    Wire cells = lowering.copied(x);
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
}

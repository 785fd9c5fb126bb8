package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Factors on slices of results whose every cell is one cell of an operand. */
final class WiringFactors {
  private WiringFactors() {}

  /**
   * Slices of the result have the factors of the operand's slices from which their cells come,
   * along each pair of axes for which a slice's cells all come from one slice.
   *
   * @param cells the operand's cell for each cell of the result, row-major; −1 for none
   */
  static void of(int result, int[] from, int[] to, int[] cells, SliceFactors factors) {
    for (int axis = 0; axis < from.length; axis++) {
      for (int target = 0; target < to.length; target++) {
        int[] slices = slices(from, axis, to, target, cells);
        boolean alike = from[axis] > 1 || to[target] == 1; // a single slice has no columns
        if (alike && slices != null) {
          factors.same(Axis.ofOperand(0, axis), Axis.ofResult(result, target), slices);
        }
      }
    }
  }

  private static int @Nullable [] slices(int[] from, int axis, int[] to, int target, int[] cells) {
    int[] slices = new int[to[target]];
    Arrays.fill(slices, -1);
    int inner = Shape.size(from, axis + 1, from.length);
    int resultInner = Shape.size(to, target + 1, to.length);
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell] >= 0) {
        int slice = cells[cell] / inner % from[axis];
        int at = cell / resultInner % to[target];
        if (slices[at] >= 0 && slices[at] != slice) {
          return null;
        }
        slices[at] = slice;
      }
    }
    return slices;
  }
}

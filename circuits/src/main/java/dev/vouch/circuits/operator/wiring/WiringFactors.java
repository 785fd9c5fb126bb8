package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Factors on slices of results whose every cell is one cell of an operand. */
final class WiringFactors {
  private WiringFactors() {}

  /**
   * Slices of the result have the factors of the operand's slices from which their cells come,
   * along each pair of axes for which a slice's cells all come from one slice, or go to one. Where
   * all cells come from one slice, the whole result has its factor, which an axis of length 1
   * carries.
   *
   * @param cells the operand's cell for each cell of the result, row-major; −1 for none
   */
  static void of(int result, int[] from, int[] to, int[] cells, SliceFactors factors) {
    boolean[] whole = new boolean[to.length];
    for (int axis = 0; axis < from.length; axis++) {
      if (from[axis] == 1) {
        continue;
      }
      for (int target = 0; target < to.length; target++) {
        int[] slices = slices(from, axis, to, target, cells);
        int[] wholes = slices == null ? wholes(from, axis, to, target, cells) : null;
        if (slices != null && !alike(slices)) {
          factors.same(Axis.ofOperand(0, axis), Axis.ofResult(result, target), slices);
        } else if (wholes != null && !alike(wholes)) {
          factors.parts(Axis.ofResult(result, target), Axis.ofOperand(0, axis), wholes);
        }
      }
      int only = only(from, axis, cells);
      int carrier = carrier(axis, from, to);
      if (only >= 0 && carrier >= 0) {
        whole[carrier] = true;
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(result, carrier), new int[] {only});
      } else if (only >= 0) {
        factors.unscaled(Axis.ofOperand(0, axis));
      }
    }
    wholes(result, from, to, whole, factors);
  }

  /**
   * Slices of input 0 along an axis are slices of the result along another one, whichever of their
   * cells are chosen.
   */
  static void kept(Inference inputs, int axis, int[] result, int to, SliceFactors factors) {
    int[] data = inputs.input(0).shape();
    if (data[axis] != result[to]) {
      return;
    }
    if (inputs.constant(0) == null) {
      factors.same(Axis.ofOperand(0, axis), Axis.ofResult(0, to), data[axis]);
    } else {
      factors.constant(0, data.length - 1 - axis, Axis.ofResult(0, to), 1);
    }
  }

  /** Axes of length 1 stay what they are, or else the last one becomes the last one. */
  private static void wholes(
      int result, int[] from, int[] to, boolean[] taken, SliceFactors factors) {
    for (int axis = from.length - 1; axis >= 0; axis--) {
      int target = carrier(axis, from, to);
      if (from[axis] == 1 && target >= 0 && !taken[target]) {
        taken[target] = true;
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(result, target), 1);
      }
    }
  }

  /** The axis of length 1 that stands for what an axis of the operand was; −1 for none. */
  private static int carrier(int axis, int[] from, int[] to) {
    if (from.length == to.length && to[axis] == 1) {
      return axis;
    }
    int last = to.length - 1;
    if (last > 0 && to[last] == 1) {
      return last;
    }
    return to.length > 0 && to[0] == 1 ? 0 : -1;
  }

  private static boolean alike(int[] slices) {
    return Arrays.stream(slices).filter(slice -> slice >= 0).distinct().count() <= 1;
  }

  /** The only slice of the operand that is seen; −1 if there are several, or none. */
  private static int only(int[] from, int axis, int[] cells) {
    int inner = Shape.size(from, axis + 1, from.length);
    int only = -1;
    for (int cell : cells) {
      if (cell >= 0) {
        int slice = cell / inner % from[axis];
        if (only >= 0 && only != slice) {
          return -1;
        }
        only = slice;
      }
    }
    return only;
  }

  /** The slice of the result that each of the operand's is a part of; null if not all are one's. */
  private static int @Nullable [] wholes(int[] from, int axis, int[] to, int target, int[] cells) {
    int[] wholes = new int[from[axis]];
    Arrays.fill(wholes, -1);
    int inner = Shape.size(from, axis + 1, from.length);
    int resultInner = Shape.size(to, target + 1, to.length);
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell] >= 0) {
        int at = cells[cell] / inner % from[axis];
        int slice = cell / resultInner % to[target];
        if (wholes[at] >= 0 && wholes[at] != slice) {
          return null;
        }
        wholes[at] = slice;
      }
    }
    return wholes;
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

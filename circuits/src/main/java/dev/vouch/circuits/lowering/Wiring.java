package dev.vouch.circuits.lowering;

import java.util.List;
import java.util.Optional;

/** Lowering of operators whose every result cell is one given cell of an operand. */
public final class Wiring {
  private Wiring() {}

  /**
   * {@code result[i] = wire[cells[i]]}, 0 where the cell is −1: a view where the cells are affine
   * in the result's coordinates along each axis, else a static index table.
   */
  public static Wire lower(Lowering lowering, Wire wire, List<Integer> shape, int[] cells) {
    return view(wire.view(), shape, cells)
        .map(wire::through)
        .orElseGet(() -> table(lowering, wire, shape, cells));
  }

  private static Wire table(Lowering lowering, Wire wire, List<Integer> shape, int[] cells) {
    Wire source = lowering.program().affine(wire.tensor()) ? wire : lowering.narrow(wire);
    int[] tensorCells = source.view().cells();
    int[] composed = new int[cells.length];
    for (int i = 0; i < composed.length; i++) {
      composed[i] = cells[i] < 0 ? -1 : tensorCells[cells[i]];
    }
    String name = lowering.program().tensor(source.tensor()).name();
    int tensor = lowering.program().rearrangement(name, shape, source.tensor(), composed);
    return new Wire(tensor, View.of(shape), source.scaleExponent());
  }

  private static Optional<View> view(View source, List<Integer> shape, int[] cells) {
    int rank = shape.size();
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    int[] sourceShape = source.shape().stream().mapToInt(Integer::intValue).toArray();
    if (cells.length == 0 || cells[0] < 0) {
      return Optional.empty();
    }
    int[] origin = coordinates(cells[0], sourceShape);
    int[] steps = new int[rank];
    int[] along = new int[rank];
    int distance = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      along[axis] = -1;
      if (lengths[axis] > 1) {
        if (cells[distance] < 0) {
          return Optional.empty();
        }
        int[] next = coordinates(cells[distance], sourceShape);
        for (int s = 0; s < sourceShape.length; s++) {
          if (next[s] != origin[s]) {
            if (along[axis] >= 0) {
              return Optional.empty();
            }
            along[axis] = s;
            steps[axis] = next[s] - origin[s];
          }
        }
      }
      distance *= lengths[axis];
    }
    return isAffine(lengths, cells, origin, steps, along, sourceShape)
        ? source.gather(origin, lengths, steps, along)
        : Optional.empty();
  }

  private static int[] coordinates(int cell, int[] shape) {
    int[] at = new int[shape.length];
    int rest = cell;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return at;
  }

  private static boolean isAffine(
      int[] lengths, int[] cells, int[] origin, int[] steps, int[] along, int[] sourceShape) {
    int[] at = new int[lengths.length];
    int[] coordinates = origin.clone();
    for (int cell : cells) {
      if (cell < 0) {
        return false;
      }
      int expected = 0;
      for (int axis = 0; axis < sourceShape.length; axis++) {
        if (coordinates[axis] < 0 || coordinates[axis] >= sourceShape[axis]) {
          return false;
        }
        expected = expected * sourceShape[axis] + coordinates[axis];
      }
      if (cell != expected) {
        return false;
      }
      for (int axis = lengths.length - 1; axis >= 0; axis--) {
        if (along[axis] >= 0) {
          coordinates[along[axis]] += steps[axis];
        }
        if (++at[axis] < lengths[axis]) {
          break;
        }
        if (along[axis] >= 0) {
          coordinates[along[axis]] -= steps[axis] * lengths[axis];
        }
        at[axis] = 0;
      }
    }
    return true;
  }
}

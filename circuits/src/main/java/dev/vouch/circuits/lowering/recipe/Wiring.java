package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.Gathering;
import dev.vouch.circuits.view.Gathering.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lowering of operators whose every result cell is one given cell of an operand. */
public final class Wiring {
  private Wiring() {}

  /**
   * {@code result[i] = wire[cells[i]]}, 0 where the cell is −1: a view where the cells are affine
   * in the result's coordinates along each axis, else a static index table.
   */
  public static Wire lower(LoweringContext context, Wire wire, List<Integer> shape, int[] cells) {
    int[] sourceShape = wire.view().shape().stream().mapToInt(Integer::intValue).toArray();
    return gathering(sourceShape, shape, cells)
        .filter(gathering -> gives(gathering, cells, sourceShape))
        .flatMap(wire.view()::gather)
        .map(wire::through)
        .orElseGet(() -> context.rearranging().gather(wire, shape, cells));
  }

  /** The only gathering that could give the cells: by the first cell along each axis. */
  private static Optional<Gathering> gathering(
      int[] sourceShape, List<Integer> shape, int[] cells) {
    if (cells.length == 0 || cells[0] < 0) {
      return Optional.empty();
    }
    int[] origin = coordinates(cells[0], sourceShape);
    Step[] steps = new Step[shape.size()];
    int distance = 1;
    for (int axis = steps.length - 1; axis >= 0; axis--) {
      int length = shape.get(axis);
      steps[axis] = Step.nowhere(length);
      if (length > 1) {
        if (cells[distance] < 0) {
          return Optional.empty();
        }
        int[] next = coordinates(cells[distance], sourceShape);
        for (int along = 0; along < sourceShape.length; along++) {
          if (next[along] != origin[along]) {
            if (steps[axis].along() != Step.NOWHERE) {
              return Optional.empty();
            }
            steps[axis] = new Step(length, along, next[along] - origin[along]);
          }
        }
      }
      distance *= length;
    }
    return Optional.of(new Gathering(Arrays.stream(origin).boxed().toList(), Arrays.asList(steps)));
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

  /** Whether a gathering gives the cells: walks the result, row-major, as an odometer does. */
  private static boolean gives(Gathering gathering, int[] cells, int[] sourceShape) {
    List<Step> steps = gathering.results();
    int[] at = new int[steps.size()];
    int[] coordinates = gathering.origin().stream().mapToInt(Integer::intValue).toArray();
    for (int cell : cells) {
      if (cell < 0 || cell != cell(coordinates, sourceShape)) {
        return false;
      }
      for (int axis = at.length - 1; axis >= 0; axis--) {
        Step step = steps.get(axis);
        move(coordinates, step, 1);
        if (++at[axis] < step.length()) {
          break;
        }
        move(coordinates, step, -step.length());
        at[axis] = 0;
      }
    }
    return true;
  }

  private static void move(int[] coordinates, Step step, int times) {
    if (step.along() != Step.NOWHERE) {
      coordinates[step.along()] += step.step() * times;
    }
  }

  /** Number of a cell, or −1 if it lies outside. */
  private static int cell(int[] coordinates, int[] shape) {
    int cell = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (coordinates[axis] < 0 || coordinates[axis] >= shape[axis]) {
        return -1;
      }
      cell = cell * shape[axis] + coordinates[axis];
    }
    return cell;
  }
}

package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.Gathering;
import dev.vouch.circuits.view.Gathering.Step;
import dev.vouch.circuits.view.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lowering of operators whose every result cell is one given cell of an operand. */
public final class Wiring {
  /** A tensor has at most 8 axes, and what reads the result may split its axes further. */
  private static final int MOST_FACTORS = 6;

  private static final int UNEVEN = -2;

  private Wiring() {}

  /** A public integer in every cell. */
  public static Wire filled(
      LoweringContext context, String name, List<Integer> shape, long integer, int scale) {
    String labels = Labels.of(shape.size());
    Einsum sum = context.einsum(name, labels);
    for (int axis = 0; axis < shape.size(); axis++) {
      sum.length(labels.charAt(axis), shape.get(axis));
    }
    return sum.add(1, Constants.number(name + ".integer", integer, scale)).build(scale);
  }

  /**
   * {@code result[i] = wire[cells[i]]}, 0 where the cell is −1: a view where the cells are affine
   * in the result's coordinates along each axis, or along the factors of each axis; else a static
   * index table.
   */
  public static Wire lower(LoweringContext context, Wire wire, List<Integer> shape, int[] cells) {
    int[] sourceShape = wire.view().shape().stream().mapToInt(Integer::intValue).toArray();
    return gathering(sourceShape, shape, cells)
        .filter(split -> gives(split.gathering(), cells, sourceShape))
        .flatMap(split -> gathered(wire.view(), split))
        .map(wire::through)
        .orElseGet(() -> context.rearranging().gather(wire, shape, cells));
  }

  /**
   * A gathering whose axes are factors of the result's.
   *
   * @param factors how many of them make up each axis of the result
   */
  private record Split(Gathering gathering, List<Integer> factors) {
    boolean splits() {
      return gathering.results().size() > factors.size();
    }
  }

  /** The view, unless a split leaves it with more factors than readers have room for. */
  private static Optional<View> gathered(View view, Split split) {
    return view.gather(split.gathering())
        .map(gathered -> gathered.group(split.factors()))
        .filter(gathered -> !split.splits() || factors(gathered) <= MOST_FACTORS);
  }

  private static int factors(View view) {
    return IntStream.range(0, view.rank()).map(axis -> view.factors(axis).size()).sum();
  }

  /** The only gathering that could give the cells: by the first cells along each axis. */
  private static Optional<Split> gathering(int[] sourceShape, List<Integer> shape, int[] cells) {
    if (cells.length == 0 || cells[0] < 0) {
      return Optional.empty();
    }
    int[] origin = coordinates(cells[0], sourceShape);
    List<Step> steps = new ArrayList<>();
    List<Integer> factors = new ArrayList<>();
    int distance = cells.length;
    for (int length : shape) {
      distance /= length;
      int apart = distance;
      List<Step> split =
          steps(
              length,
              i -> cells[i * apart] < 0 ? null : coordinates(cells[i * apart], sourceShape));
      if (split.isEmpty()) {
        return Optional.empty();
      }
      steps.addAll(split);
      factors.add(split.size());
    }
    List<Integer> first = Arrays.stream(origin).boxed().toList();
    return Optional.of(new Split(new Gathering(first, steps), factors));
  }

  /**
   * The factors of one axis, outermost first, along each of which the coordinates move by equal
   * steps; empty if there are none.
   *
   * @param coordinates of the cell that a position of the axis reads; null where it reads none
   */
  private static List<Step> steps(int length, IntFunction<int @Nullable []> coordinates) {
    if (length == 1) {
      return List.of(Step.nowhere(1));
    }
    int[] origin = Objects.requireNonNull(coordinates.apply(0));
    List<Step> steps = new ArrayList<>();
    for (int inner = 1; inner < length; inner *= steps.get(0).length()) {
      int[] next = coordinates.apply(inner);
      int along = next == null ? UNEVEN : along(origin, next);
      if (along == UNEVEN) {
        return List.of();
      }
      int step = along == Step.NOWHERE ? 0 : Objects.requireNonNull(next)[along] - origin[along];
      int rest = length / inner;
      int run = 2;
      while (run < rest && continues(origin, coordinates.apply(run * inner), along, run * step)) {
        run++;
      }
      while (rest % run != 0) {
        run--;
      }
      if (run == 1) {
        return List.of();
      }
      steps.add(0, new Step(run, along, step));
    }
    return steps;
  }

  /** The one axis along which two cells differ; NOWHERE if there is none, UNEVEN if several. */
  private static int along(int[] origin, int[] next) {
    int along = Step.NOWHERE;
    for (int axis = 0; axis < origin.length; axis++) {
      if (next[axis] != origin[axis]) {
        if (along != Step.NOWHERE) {
          return UNEVEN;
        }
        along = axis;
      }
    }
    return along;
  }

  private static boolean continues(int[] origin, int @Nullable [] next, int along, int moved) {
    if (next == null) {
      return false;
    }
    for (int axis = 0; axis < origin.length; axis++) {
      if (next[axis] != origin[axis] + (axis == along ? moved : 0)) {
        return false;
      }
    }
    return true;
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

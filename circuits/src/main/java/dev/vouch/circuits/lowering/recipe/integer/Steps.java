package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.StepFunction;
import dev.vouch.circuits.program.ProgramBuilder;
import java.util.List;

/** Lowering of monotone functions of few results: thresholds are found by bisection. */
public final class Steps {
  /** Bits of real numbers that steps are found among. */
  public static final int MOST_BITS = 40;

  private Steps() {}

  /** A function for each slice that nowhere falls. */
  @FunctionalInterface
  public interface Monotone {
    /** The result for an integer of a slice. */
    long at(int slice, long x);
  }

  /**
   * f(x), each slice along an axis by a function of its own.
   *
   * @param output value of the graph that the result stands for
   * @param axis of x; the only slice is all of x if {@code slices} is 1
   * @param domain where f is defined; beyond it there is no witness
   * @param results holds those of f
   * @throws UnsupportedNodeException if there are more than {@value StepFunction#MAX_THRESHOLDS}
   *     steps
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      Wire x,
      int axis,
      int slices,
      Interval domain,
      Interval results,
      Monotone f) {
    int steps = Math.toIntExact(results.hi() - results.lo());
    if ((long) slices * steps > StepFunction.MAX_THRESHOLDS) {
      throw new UnsupportedNodeException(
          slices + " slices with " + steps + " steps each are too many for a table");
    }
    ProgramBuilder program = context.program();
    Wire whole = slices == 1 || x.view().isWhole() ? x : context.rearranging().copy(x);
    int inner = 1;
    if (slices > 1) {
      List<Integer> shape = x.view().shape();
      for (int length : shape.subList(axis + 1, shape.size())) {
        inner *= length;
      }
    }
    int between = inner;
    long[] thresholds = new long[slices * steps];
    for (int slice = 0; slice < slices; slice++) {
      long from = domain.lo();
      for (int step = 0; step < steps; step++) {
        from = first(f, slice, results.lo() + step + 1, from, domain.hi() + 1);
        thresholds[slice * steps + step] = from;
      }
    }
    int tensor = whole.tensor();
    int result =
        program.computed(
            output,
            program.tensor(tensor).shape(),
            results,
            0,
            y -> new StepFunction(y, tensor, results.lo(), steps, between, domain, thresholds));
    return new Wire(result, whole.view(), 0);
  }

  /** The least x from {@code from} on with f(x) ≥ y; {@code beyond} if there is none. */
  private static long first(Monotone f, int slice, long y, long from, long beyond) {
    long low = from;
    long high = beyond;
    while (low < high) {
      long middle = Math.floorDiv(low + high, 2);
      if (f.at(slice, middle) >= y) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

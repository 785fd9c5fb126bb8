package dev.vouch.circuits.lowering.recipe.quantised;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.StepFunction;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.FloatOrder;
import java.util.List;
import java.util.stream.IntStream;

/** Lowering of monotone functions of few results: thresholds are found by bisection. */
public final class Steps {
  /** Bits of real numbers that steps are found among. */
  private static final int MOST_BITS = 40;

  private Steps() {}

  /** A function of integers for each slice that nowhere falls. */
  @FunctionalInterface
  public interface OfIntegers {
    /** The result for an integer of a slice. */
    long at(int slice, long x);
  }

  /** A function of real numbers for each slice that nowhere falls. */
  @FunctionalInterface
  public interface OfReals {
    /** The result for a number of a slice. */
    long at(int slice, double x);
  }

  /**
   * f(x) of integers, each slice along an axis by a function of its own.
   *
   * @param output value of the graph that the result stands for
   * @param axis of x; the only slice is all of x if {@code slices} is 1
   * @param results whose integers those of f are
   * @throws UnsupportedNodeException if there are more than {@value StepFunction#MAX_THRESHOLDS}
   *     steps
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      Wire x,
      int axis,
      int slices,
      QuantisedType results,
      OfIntegers f) {
    Interval domain = context.program().tensor(x.tensor()).range();
    return lower(context, output, x, axis, slices, domain, results.range(), f);
  }

  /**
   * As {@link #lower}, of real numbers. Of an input of the network all numbers of its type are told
   * apart, and there is no witness for NaN.
   *
   * @param input value of the graph
   */
  public static Wire ofReals(
      LoweringContext context,
      String output,
      String input,
      int axis,
      int slices,
      QuantisedType results,
      OfReals f) {
    Wire x = context.wires().of(input);
    if (context.graph().isOrdered(input)) {
      FloatOrder order = FloatOrder.of(context.graph().info(input).type());
      Interval numbers = new Interval(-order.infinity(), order.infinity());
      return lower(
          context,
          output,
          x,
          axis,
          slices,
          numbers,
          results.range(),
          (slice, place) -> f.at(slice, order.number(place)));
    }
    Wire real =
        context.program().tensor(x.tensor()).range().bits() > MOST_BITS
            ? context.rescaling().narrow(x)
            : x;
    return lower(
        context,
        output,
        real,
        axis,
        slices,
        results,
        (slice, i) -> f.at(slice, Math.scalb((double) i, -real.scaleExponent())));
  }

  private static Wire lower(
      LoweringContext context,
      String output,
      Wire x,
      int axis,
      int slices,
      Interval domain,
      Interval results,
      OfIntegers f) {
    int steps = Math.toIntExact(results.hi() - results.lo());
    if ((long) slices * steps > StepFunction.MAX_THRESHOLDS) {
      throw new UnsupportedNodeException(
          slices + " slices with " + steps + " steps each are too many for a table");
    }
    ProgramBuilder program = context.program();
    List<Integer> shape = x.view().shape();
    int between = slices == 1 ? 1 : cells(shape.subList(axis + 1, shape.size()));
    boolean apart =
        slices == 1
            || (x.view().isWhole()
                && endsAt(program.tensor(x.tensor()).shape(), between)
                && endsAt(program.tensor(x.tensor()).shape(), between * slices));
    Wire whole = apart ? x : context.rearranging().copy(x);
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

  private static int cells(List<Integer> shape) {
    return shape.stream().reduce(1, (cells, length) -> cells * length);
  }

  /** Whether some last axes hold so many cells. */
  private static boolean endsAt(List<Integer> shape, int count) {
    return IntStream.rangeClosed(0, shape.size())
        .anyMatch(axis -> cells(shape.subList(axis, shape.size())) == count);
  }

  /** The least x from {@code from} on with f(x) ≥ y; {@code beyond} if there is none. */
  private static long first(OfIntegers f, int slice, long y, long from, long beyond) {
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

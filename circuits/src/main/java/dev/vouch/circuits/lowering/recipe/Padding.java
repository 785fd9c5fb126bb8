package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import java.util.Arrays;
import java.util.List;

/** Lowering of cells of 0 added around a value, or of cells taken away. */
public final class Padding {
  private Padding() {}

  /**
   * The value in a larger or smaller box: {@code result[i] = x[i − before]}, 0 outside x.
   *
   * @param shape of the result
   * @param before cells added before each axis of x, negative where some are taken away
   */
  public static Wire lower(LoweringContext context, Wire x, List<Integer> shape, int... before) {
    int[] ones = new int[before.length];
    Arrays.fill(ones, 1);
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    Windows shifted = new Windows(lengths, ones, ones, ones, before);
    return context.rearranging().reshape(shifted.over(context, x), shape);
  }
}

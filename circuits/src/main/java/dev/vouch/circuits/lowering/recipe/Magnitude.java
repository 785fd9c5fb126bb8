package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.List;

/** Lowering of |x| = 2 · max(x, 0) − x, or max(x, 0) + max(−x, 0) where these are rounded. */
public final class Magnitude {
  private Magnitude() {}

  /**
   * |x|, of real numbers at the finer of the scales of x and of max(x, 0).
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x) {
    Interval range = context.program().tensor(x.tensor()).range();
    if (range.lo() >= 0) {
      return x;
    }
    Wire positive = Clamps.lower(context, output, x, Clamp.RECTIFIER);
    if (positive.scaleExponent() != x.scaleExponent()) {
      return ofRounded(context, output, positive, x);
    }
    if (context.program().tensor(positive.tensor()).range().hi() < range.hi()) {
      return Addition.ofWires(context, output, List.of(positive, x), 2, -1);
    }
    String labels = Labels.of(x.view().rank());
    return context
        .einsum(output, labels)
        .add(2, Operand.of(positive, labels))
        .add(-1, Operand.of(x, labels))
        .build(x.scaleExponent(), new Interval(0, range.magnitude()));
  }

  /** max(x, 0) + max(−x, 0), which is not below 0 where both are rounded. */
  private static Wire ofRounded(LoweringContext context, String output, Wire positive, Wire x) {
    Wire opposite = Addition.ofWires(context, output + ".opposite", List.of(x), -1);
    Wire other = Clamps.lower(context, output, opposite, Clamp.RECTIFIER);
    return Addition.ofWires(context, output, List.of(positive, other), 1, 1);
  }
}

package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Functions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SteepTolerance;
import dev.vouch.circuits.operator.Tolerance;

/** A function of real numbers that a circuit looks up in a table. */
public abstract class TabulatedFunction extends ElementwiseUnary implements Lowered {
  /** Bits of the argument where errors go from step to step, and all steps have one table. */
  private static final int UNROLLED_BITS = 15;

  /** Where the function is defined; everywhere unless said otherwise. */
  protected Clamp definedOn() {
    return Clamp.NONE;
  }

  /** Beyond ±this the function is constant to 16 bits; infinite if it never settles. */
  protected double settled() {
    return Double.POSITIVE_INFINITY;
  }

  /** Whether the function becomes constant to 16 bits far from 0. */
  public final boolean settles() {
    return Double.isFinite(settled());
  }

  /** Bits of the argument at least, also where few cells are looked up. */
  protected int leastBits() {
    return 0;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return definedOn().equals(Clamp.NONE)
        ? SteepTolerance.of(function(node), settled(), node.input(0), node.outputs().get(0), seen)
        : Tolerance.NONE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    Wire x = context.wires().of(input);
    context
        .wires()
        .bind(
            output,
            definedOn().equals(Clamp.NONE)
                ? Functions.lower(
                    context, output, input, x, function(node), settled(), leastBits(node))
                : Functions.within(context, output, input, x, function(node), definedOn()));
  }

  private int leastBits(Node node) {
    return node.unrolledFrom().isPresent() ? UNROLLED_BITS : leastBits();
  }
}

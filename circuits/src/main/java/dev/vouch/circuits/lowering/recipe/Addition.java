package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import java.util.ArrayList;
import java.util.List;

/** Lowering of sums of values and constants that broadcast against each other. */
public final class Addition {
  /** Sums of operands that are finer than 16 bits are left wide up to here. */
  private static final double ROOM = 0x1p54;

  /** Of an operand that its readers need so wide: sums of some have room. */
  private static final int MOST_BITS = 50;

  private Addition() {}

  /**
   * Σ coefficient · input, wide.
   *
   * @param inputs values of the graph, of which at least one depends on the network's inputs
   * @param coefficients one an input, ±1
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      LoweringContext context, String output, List<String> inputs, long[] coefficients) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    List<Wire> wires = new ArrayList<>();
    List<Long> signs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!context.graph().isConstant(inputs.get(i))) {
        Wire wire = context.wires().of(inputs.get(i));
        wires.add(wire.through(wire.view().broadcastTo(shape)));
        signs.add(coefficients[i]);
      }
    }
    if (!context.graph().isInteger(output)) {
      makeRoom(context, inputs, wires);
    }
    int scale = finest(wires);
    if (wires.size() < inputs.size() && !context.graph().isInteger(output)) {
      // What was an integer has no room for the digits of a real constant.
      scale = Math.max(scale, context.narrowScale(output));
    }
    Einsum sum = context.einsum(output, labels);
    for (int i = 0; i < wires.size(); i++) {
      Wire wire = wires.get(i);
      long factor = signs.get(i) * Rescaling.factor(wire.scaleExponent(), scale);
      sum.add(factor, Operand.of(wire, labels));
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (context.graph().isConstant(inputs.get(i))) {
        TensorData constant = context.graph().constant(inputs.get(i));
        if (constant.isFloating()) {
          addReal(context, output, sum, scale, inputs.get(i), constant, coefficients[i]);
        } else {
          sum.add(
              coefficients[i],
              IntegerConstant.of(inputs.get(i), constant, labels).weights(context));
        }
      }
    }
    return sum.build(scale);
  }

  /**
   * Shortens products to what readers need, and then narrows all operands, where the sum has no
   * room.
   */
  private static void makeRoom(LoweringContext context, List<String> inputs, List<Wire> wires) {
    if (!fits(context, inputs, wires)) {
      wires.replaceAll(
          wire ->
              context.program().affine(wire.tensor())
                  ? wire
                  : context.rescaling().wide(wire, MOST_BITS));
    }
    if (!fits(context, inputs, wires)) {
      wires.replaceAll(context.rescaling()::narrow);
    }
  }

  /** Whether the sum has room at the finest scale, beside constants that may be much larger. */
  private static boolean fits(LoweringContext context, List<String> inputs, List<Wire> wires) {
    int finest = finest(wires);
    double bound = 0;
    for (Wire wire : wires) {
      double magnitude = context.program().tensor(wire.tensor()).range().magnitude();
      bound += Math.scalb(magnitude, finest - wire.scaleExponent());
    }
    for (String input : inputs) {
      if (context.graph().isConstant(input)) {
        double[] values = context.graph().constant(input).toDoubles();
        bound += Math.scalb(context.constants().magnitude(input, values), finest);
      }
    }
    return bound <= ROOM;
  }

  private static void addReal(
      LoweringContext context,
      String output,
      Einsum sum,
      int scale,
      String name,
      TensorData constant,
      long coefficient) {
    String labels = Labels.of(context.graph().shape(output).size());
    Weights weights = Weights.broadcast(name, constant, labels).times(coefficient);
    if (constant.rank() > 0) {
      weights.addTo(context, output, sum, scale);
    } else {
      // A number without axes is part of the architecture; all others may be learned.
      sum.add(1, Constants.rounded(name, weights.values()[0], scale));
    }
  }

  /**
   * Σ coefficient · wire of values of one shape, at the finest of their scales.
   *
   * @param output value of the graph that the result stands for
   * @param coefficients one a wire
   */
  public static Wire ofWires(
      LoweringContext context, String output, List<Wire> wires, long... coefficients) {
    int scale = finest(wires);
    String labels = Labels.of(wires.get(0).view().rank());
    Einsum sum = context.einsum(output, labels);
    for (int i = 0; i < coefficients.length; i++) {
      Wire wire = wires.get(i);
      long factor = Rescaling.factor(wire.scaleExponent(), scale);
      sum.add(Math.multiplyExact(coefficients[i], factor), Operand.of(wire, labels));
    }
    return sum.build(scale);
  }

  /** coefficient · x + constants of the architecture at the same scale. */
  public static Wire ofConstants(
      LoweringContext context, String output, long coefficient, Wire x, Operand constants) {
    String labels = Labels.of(x.view().rank());
    return context
        .einsum(output, labels)
        .add(coefficient, Operand.of(x, labels))
        .add(1, constants)
        .build(x.scaleExponent());
  }

  private static int finest(List<Wire> wires) {
    return wires.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
  }
}

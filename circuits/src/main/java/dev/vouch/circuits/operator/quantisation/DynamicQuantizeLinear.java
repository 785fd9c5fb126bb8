package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.quantised.IntegerLookup;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.lowering.recipe.quantised.Steps;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import java.util.Arrays;
import java.util.List;

/**
 * DynamicQuantizeLinear: uint8 integers with the scale and zero point that just hold the operand's
 * numbers. In a circuit scale and zero point are constants, which hold the numbers of all
 * calibration samples: others saturate. The command warns of that.
 */
public final class DynamicQuantizeLinear implements Lowered {
  /** Its name in models. */
  public static final String TYPE = "DynamicQuantizeLinear";

  private static final int STEPS = 255;

  /**
   * Half a step of the grid of calibration, and half a step of the sample's own, which is no
   * coarser within what calibration has seen.
   */
  private static final double OF_GRIDS = 1;

  /** Bits of a float32's digits behind the first. */
  private static final int FRACTION_BITS = 23;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  /** Scale and integers that hold numbers from {@code least} ≤ 0 to {@code most} ≥ 0. */
  private record Parameters(float scale, QuantisedType type) {
    static Parameters of(double least, double most) {
      float range = (float) most - (float) least;
      float scale = range == 0 ? 1 : range / STEPS;
      double zero = Math.rint(-(float) least / scale);
      return new Parameters(
          scale, new QuantisedType(DataType.UINT8, (long) Math.max(0, Math.min(STEPS, zero))));
    }
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(
        new ValueInfo(DataType.UINT8, inputs.floating(0).shape()),
        new ValueInfo(DataType.FLOAT),
        new ValueInfo(DataType.UINT8));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    double[] x = inputs.get(0).toDoubles();
    Parameters parameters =
        Parameters.of(
            Math.min(0, Arrays.stream(x).min().orElse(0)),
            Math.max(0, Arrays.stream(x).max().orElse(0)));
    long[] y = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = parameters.type().quantised((float) x[i], parameters.scale());
    }
    int[] scalar = {};
    return List.of(
        TensorData.ofLongs(DataType.UINT8, inputs.get(0).shape(), y),
        TensorData.ofDoubles(DataType.FLOAT, scalar, parameters.scale()),
        TensorData.ofLongs(DataType.UINT8, scalar, parameters.type().zero()));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String input = node.inputs().get(0);
    double[] extent = context.extent(input);
    Parameters parameters = Parameters.of(extent[0], extent[1]);
    Wire y =
        Steps.ofReals(
            context,
            node.outputs().get(0),
            input,
            0,
            1,
            parameters.type(),
            (slice, x) -> parameters.type().quantised((float) x, parameters.scale()));
    context.errors().otherGrid(y.tensor(), OF_GRIDS);
    context.wires().bind(node.outputs().get(0), y);
    if (node.hasOutput(1)) {
      int exponent = FRACTION_BITS - Math.getExponent(parameters.scale());
      long digits = (long) Math.scalb((double) parameters.scale(), exponent);
      context
          .wires()
          .bind(
              node.outputs().get(1),
              IntegerLookup.constant(context, node.outputs().get(1), digits, exponent));
    }
    if (node.hasOutput(2)) {
      Wire zero =
          IntegerLookup.constant(context, node.outputs().get(2), parameters.type().zero(), 0);
      context.wires().bind(node.outputs().get(2), zero);
    }
  }
}

package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.lowering.recipe.spatial.Interpolation;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Resize, and Upsample as it was called before opset 10: axes made longer or shorter, each result
 * cell the nearest one, or a weighted sum of those around it, axis by axis.
 */
final class Resize implements Lowered {
  private final String type;

  /** An operator of that type. */
  Resize(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int sinceOpset() {
    return type.equals("Upsample") ? 7 : 10;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0).withShape(Resampling.of(node, inputs).shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Resampling resampling = Resampling.of(node, inputs.asInference());
    int[] shape = data.shape().clone();
    double[] cells = data.toDoubles();
    for (int axis = 0; axis < shape.length; axis++) {
      AxisWeights weights = resampling.axes().get(axis);
      if (!weights.isIdentity()) {
        cells = along(Lanes.along(axis, shape), weights, cells);
        shape[axis] = resampling.shape()[axis];
      }
    }
    boolean[] beyond = resampling.beyond();
    if (beyond != null) {
      for (int i = 0; i < beyond.length; i++) {
        cells[i] = beyond[i] ? extrapolation(node) : cells[i];
      }
    }
    return List.of(Casting.ofComputed(data.type(), shape, cells));
  }

  private static double extrapolation(Node node) {
    return node.real("extrapolation_value", 0);
  }

  private static double[] along(Lanes lanes, AxisWeights axis, double[] source) {
    int length = axis.weights().length;
    double[] result = new double[lanes.outerCount() * length * lanes.innerCount()];
    for (int outer = 0; outer < lanes.outerCount(); outer++) {
      for (int to = 0; to < length; to++) {
        int target = (outer * length + to) * lanes.innerCount();
        for (int from = 0; from < lanes.length(); from++) {
          double weight = axis.weights()[to][from];
          int start = (outer * lanes.length() + from) * lanes.innerCount();
          for (int i = 0; weight != 0 && i < lanes.innerCount(); i++) {
            result[target + i] += weight * source[start + i];
          }
        }
      }
    }
    return result;
  }

  /** Axes that stay keep their factors. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    Resampling resampling = Resampling.of(node, inputs);
    for (int axis = 0; axis < resampling.shape().length; axis++) {
      if (resampling.axes().get(axis).isIdentity() && resampling.beyond() == null) {
        int length = resampling.shape()[axis];
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(0, axis), length);
      }
    }
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Resampling resampling = Resampling.of(node, context.graph().inference(node));
    if (context.graph().isInteger(output) && !resampling.isChoice()) {
      throw new UnsupportedNodeException("integers are resized in mode 'nearest' only");
    }
    Wire data = context.wires().of(node.inputs().get(0));
    Wire whole = resampling.isChoice() ? data : context.rescaling().narrow(data);
    Wire x = chosen(context, resampling, whole);
    for (int axis = 0; axis < resampling.shape().length; axis++) {
      AxisWeights weights = resampling.axes().get(axis);
      if (weights.cells().length == 0) {
        x = Interpolation.lower(context, output, x, axis, weights.weights());
      }
    }
    context.wires().bind(output, filled(node, context, resampling, x));
  }

  /** The value after all axes of which each cell is one cell. */
  private static Wire chosen(LoweringContext context, Resampling resampling, Wire x) {
    int[] data = x.view().shape().stream().mapToInt(Integer::intValue).toArray();
    List<Integer> shape =
        IntStream.range(0, data.length)
            .map(
                axis ->
                    resampling.axes().get(axis).cells().length == 0
                        ? data[axis]
                        : resampling.shape()[axis])
            .boxed()
            .toList();
    return Wiring.lower(context, x, shape, resampling.chosen(data));
  }

  /** With the extrapolation value beyond a crop, where all weights are 0. */
  private static Wire filled(Node node, LoweringContext context, Resampling resampling, Wire x) {
    boolean[] beyond = resampling.beyond();
    if (beyond == null || extrapolation(node) == 0) {
      return x;
    }
    String output = node.outputs().get(0);
    long value = (long) Math.floor(Math.scalb(extrapolation(node), x.scaleExponent()) + 0.5);
    long[] fill = new long[beyond.length];
    Arrays.setAll(fill, cell -> beyond[cell] ? value : 0);
    String labels = Labels.of(resampling.shape().length);
    return Addition.ofConstants(
        context,
        output,
        1,
        x,
        Constants.integers(output + ".fill", fill, resampling.shape(), labels, x.scaleExponent())
            .rounded());
  }
}

package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.wide.SoftmaxRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SteepTolerance;
import dev.vouch.circuits.operator.Tolerance;
import java.util.List;

/**
 * Softmax: exp(x − max) / Σ exp(x − max). Since opset 13 along one axis (default the last); before,
 * over all axes from {@code axis} (default 1) on together.
 *
 * <p>Import gives masks as further inputs that broadcast to x: a cell where one of them is 0 is
 * left out of maximum and sum, and its result is 0. Where no cell of a row is left, all of them are
 * 1 / length, as float32 arithmetic gives for a finite mask; ONNX gives NaN for one of −∞.
 */
final class Softmax implements Lowered {
  private static final int FIRST_ALONG_ONE_AXIS = 13;

  @Override
  public String type() {
    return "Softmax";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    if (inputs.count() > 1) {
      throw new InvalidNodeException("it has " + inputs.count() + " inputs instead of 1");
    }
    ValueInfo data = inputs.floating(0);
    lanes(node, data.shape());
    return List.of(data);
  }

  /** The groups of cells that are normalised together. */
  static Lanes lanes(Node node, int[] shape) {
    if (node.opset() >= FIRST_ALONG_ONE_AXIS) {
      return Lanes.along(Shape.axis(node.integer("axis", -1), shape.length), shape);
    }
    long axis = node.integer("axis", 1);
    return Lanes.from(axis == shape.length ? shape.length : Shape.axis(axis, shape.length), shape);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    double[] kept = kept(inputs);
    Lanes lanes = lanes(node, data.shape());
    double[] result = new double[data.size()];
    for (int outer = 0; outer < lanes.outerCount(); outer++) {
      for (int inner = 0; inner < lanes.innerCount(); inner++) {
        normalise(kept, result, lanes.start(outer, inner), lanes.length(), lanes.innerCount());
      }
    }
    return List.of(TensorData.ofDoubles(data.type(), data.shape(), result));
  }

  /** The data, −∞ where a mask leaves a cell out. */
  private static double[] kept(Operands inputs) {
    TensorData data = inputs.get(0);
    if (inputs.count() == 1) {
      return data.doubles();
    }
    double[] kept = data.doubles().clone();
    for (int mask = 1; mask < inputs.count(); mask++) {
      TensorData keeps = inputs.get(mask).broadcastTo(data.shape());
      for (int i = 0; i < kept.length; i++) {
        kept[i] = keeps.doubleAt(i) == 0 ? Double.NEGATIVE_INFINITY : kept[i];
      }
    }
    return kept;
  }

  private static void normalise(double[] data, double[] result, int start, int length, int stride) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, data[start + i * stride]);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double x = data[start + i * stride];
      double exp = x == max ? 1 : StrictMath.exp(x - max);
      result[start + i * stride] = exp;
      sum += exp;
    }
    for (int i = 0; i < length; i++) {
      result[start + i * stride] /= sum;
    }
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return operand == 0 ? SteepTolerance.ofExponential(node.input(0), seen) : Tolerance.NONE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    List<String> masks = node.inputs().subList(1, node.inputs().size());
    Wire value = context.wires().of(node.inputs().get(0));
    Wire x = SoftmaxRecipe.scores(context, output, value, masks);
    Lanes lanes = lanes(node, context.graph().info(node.inputs().get(0)).shape());
    List<Integer> shape = List.of(lanes.outerCount(), lanes.length(), lanes.innerCount());
    Wire rows = context.rearranging().reshape(x, shape);
    Wire result =
        SoftmaxRecipe.lower(
            context, output, value, rows.through(rows.view().transpose(0, 2, 1)), 1);
    context
        .wires()
        .bind(
            output,
            context
                .rearranging()
                .reshape(
                    result.through(result.view().transpose(0, 2, 1)),
                    context.graph().shape(output)));
  }
}

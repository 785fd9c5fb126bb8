package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Operator;
import java.util.Arrays;
import java.util.List;

/**
 * LayerNormalization: scale · (x − mean) / √(variance + epsilon) + bias, mean and variance over all
 * axes from {@code axis} on.
 */
final class LayerNormalization implements Operator {
  private static final double DEFAULT_EPSILON = 1e-5;

  @Override
  public String type() {
    return "LayerNormalization";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.floating(0);
    int axis = axis(node, data.rank());
    int[] normalised = Arrays.copyOfRange(data.shape(), axis, data.rank());
    for (int i = 1; i < 3; i++) {
      if ((i == 1 || inputs.has(i))
          && !Arrays.equals(Shape.broadcast(inputs.floating(i).shape(), normalised), normalised)) {
        throw new InvalidNodeException(
            "input "
                + i
                + " is "
                + inputs.input(i)
                + ", which does not fit "
                + Arrays.toString(normalised));
      }
    }
    int[] statistics = data.shape().clone();
    Arrays.fill(statistics, axis, statistics.length, 1);
    return List.of(data, data.withShape(statistics), data.withShape(statistics));
  }

  private static int axis(Node node, int rank) {
    return Shape.axis(node.integer("axis", -1), rank);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    List<ValueInfo> infos = infer(node, inputs.asInference());
    int axis = axis(node, data.rank());
    int[] normalised = Arrays.copyOfRange(data.shape(), axis, data.rank());
    double[] scale = expanded(inputs.get(1), normalised);
    TensorData bias = inputs.optional(2);
    double[] shift = bias == null ? new double[scale.length] : expanded(bias, normalised);
    Lanes lanes = Lanes.from(axis, data.shape());
    double[] result = new double[data.size()];
    double[] means = new double[lanes.outerCount()];
    double[] inverseDeviations = new double[lanes.outerCount()];
    for (int row = 0; row < lanes.outerCount(); row++) {
      int start = lanes.start(row, 0);
      means[row] = mean(data.doubles(), start, lanes.length());
      double variance = variance(data.doubles(), start, lanes.length(), means[row]);
      inverseDeviations[row] = 1 / Math.sqrt(variance + node.real("epsilon", DEFAULT_EPSILON));
      for (int i = 0; i < lanes.length(); i++) {
        double centred = data.doubles()[start + i] - means[row];
        result[start + i] = centred * inverseDeviations[row] * scale[i] + shift[i];
      }
    }
    int[] statistics = infos.get(1).shape();
    return List.of(
        TensorData.ofDoubles(data.type(), data.shape(), result),
        TensorData.ofDoubles(data.type(), statistics, means),
        TensorData.ofDoubles(data.type(), statistics, inverseDeviations));
  }

  private static double[] expanded(TensorData parameter, int[] shape) {
    return parameter.gather(StridedView.broadcast(parameter.shape(), shape), shape).doubles();
  }

  private static double mean(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  private static double variance(double[] values, int from, int count, double mean) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum / count;
  }
}

package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Magnitudes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of results that are 0 but for rounding, such as the sine of a Fourier transform's lowest
 * and highest frequency: sin(π·n) is about 1e-16·n in floating point. They become 0, so that nobody
 * makes room for their digits.
 */
final class RoundingNoise {
  /** All weights of such a result are smaller than this part of the largest of others. */
  private static final double NOISE = 0x1p-40;

  private final GraphEdit edit;

  private RoundingNoise(Graph graph) {
    this.edit = new GraphEdit(graph);
  }

  static Graph removed(Graph graph) {
    RoundingNoise noise = new RoundingNoise(graph);
    graph.nodes().forEach(noise::accept);
    return noise.edit.build();
  }

  private void accept(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    if (node.domain().isEmpty()) {
      for (int operand = 0; operand < Math.min(2, inputs.size()); operand++) {
        TensorData weights = edit.constant(inputs.get(operand));
        if (weights != null && weights.isFloating()) {
          replace(inputs, operand, weights, resultAxis(node, operand, weights.rank()));
        }
      }
    }
    edit.keep(node, inputs, node.attributes());
  }

  private void replace(List<String> inputs, int operand, TensorData weights, int axis) {
    double[] clean = axis < 0 ? new double[0] : withoutNoise(weights, axis);
    if (axis >= 0 && !Arrays.equals(clean, weights.toDoubles())) {
      TensorData cleaned = TensorData.ofDoubles(weights.type(), weights.shape(), clean);
      inputs.set(operand, edit.constant(inputs.get(operand) + ".clean", cleaned));
    }
  }

  /** The axis of an operand along which the results of a product lie; -1 of other operators. */
  private static int resultAxis(Node node, int operand, int rank) {
    return switch (node.type()) {
      case "MatMul" -> rank < 2 ? -1 : rank - 2 + operand;
      case "Gemm" -> node.flag(operand == 0 ? "transA" : "transB", false) ? 1 - operand : operand;
      case "Conv" -> operand == 1 ? 0 : -1;
      default -> -1;
    };
  }

  private static double[] withoutNoise(TensorData weights, int axis) {
    double[] values = weights.toDoubles().clone();
    int[] shape = weights.shape();
    int inner = Arrays.stream(shape, axis + 1, shape.length).reduce(1, (a, b) -> a * b);
    double[] most = new double[shape[axis]];
    for (int i = 0; i < values.length; i++) {
      int slice = i / inner % most.length;
      most[slice] = Math.max(most[slice], Math.abs(values[i]));
    }
    double limit = NOISE * Magnitudes.of(most);
    Arrays.setAll(values, i -> most[i / inner % most.length] < limit ? 0 : values[i]);
    return values;
  }
}

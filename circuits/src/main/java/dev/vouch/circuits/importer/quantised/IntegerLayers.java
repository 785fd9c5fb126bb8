package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.quantisation.QuantisationOperators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Layers of weights and sums, as the operator on integers that onnxruntime has for each. */
final class IntegerLayers {
  /** Opset of ai.onnx in whose forms nodes are written. */
  private static final int OPSET = 23;

  /** How far the scale of a bias may be from that of the products it is added to. */
  private static final double SAME_SCALE = 1e-6;

  private static final Map<String, Form> FORMS =
      Map.of(
          "Conv", IntegerLayers::convolution,
          "MatMul", IntegerLayers::matrixProduct,
          "Gemm", IntegerLayers::gemm,
          "Add", (graph, layer) -> combined(graph, layer, "QLinearAdd"),
          "Mul", (graph, layer) -> combined(graph, layer, "QLinearMul"),
          "AveragePool", (graph, layer) -> single(graph, layer, "QLinearAveragePool"),
          "GlobalAveragePool", (graph, layer) -> single(graph, layer, "QLinearGlobalAveragePool"),
          "Sigmoid", (graph, layer) -> single(graph, layer, "QLinearSigmoid"));

  private IntegerLayers() {}

  @FunctionalInterface
  private interface Form extends BiFunction<QuantisedGraph, Layer, @Nullable Node> {}

  /** A layer of real numbers, its operands and its result as integers. */
  private record Layer(Node node, List<Quantised> operands, Quantised result) {
    Quantised operand(int index) {
      return operands.get(index);
    }

    /** The node on integers that takes its place. */
    Node as(String type, String domain, List<String> inputs, Map<String, Attribute> attributes) {
      int opset = domain.isEmpty() ? OPSET : 1;
      return new Node(
          node.name(), type, domain, opset, inputs, List.of(result.integers()), attributes);
    }
  }

  /** The node that gives the result's integers, if the layer is one of these on known scales. */
  static Optional<List<Node>> of(QuantisedGraph graph, Node node, Quantised result) {
    Form form = FORMS.get(node.type());
    if (form == null) {
      return Optional.empty();
    }
    return graph
        .dequantised(node.inputs())
        .filter(operands -> operands.get(0).isUniform())
        .map(operands -> form.apply(graph, new Layer(node, operands, result)))
        .map(List::of);
  }

  private static @Nullable Node convolution(QuantisedGraph graph, Layer layer) {
    if (!slicedAlong(layer.operand(1), 0, -1) || !biased(layer)) {
      return null;
    }
    List<String> inputs = inputs(graph, layer, 2);
    if (layer.operands().size() > 2) {
      inputs.add(layer.operand(2).integers());
    }
    return layer.as("QLinearConv", "", inputs, layer.node().attributes());
  }

  private static @Nullable Node matrixProduct(QuantisedGraph graph, Layer layer) {
    TensorData right = graph.constant(layer.operand(1).integers());
    boolean columns =
        right != null && slicedAlong(layer.operand(1), right.rank() - 1, -1) && right.rank() > 1;
    if (!layer.operand(1).isUniform() && !columns) {
      return null;
    }
    List<String> inputs = inputs(graph, layer, 2);
    return layer.as("QLinearMatMul", "", inputs, Map.of());
  }

  private static @Nullable Node gemm(QuantisedGraph graph, Layer layer) {
    boolean transposed = layer.node().flag("transB", false);
    boolean biasOnly = layer.node().real("beta", 1) == 1 && layer.node().real("alpha", 1) == 1;
    if (!slicedAlong(layer.operand(1), transposed ? 0 : 1, transposed ? -2 : -1)
        || !biased(layer)
        || (layer.operands().size() > 2 && !biasOnly)) {
      return null;
    }
    List<String> inputs = operands(graph, layer, 2);
    inputs.add(layer.operands().size() > 2 ? layer.operand(2).integers() : "");
    inputs.addAll(List.of(layer.result().scale(), graph.zero(layer.result())));
    Map<String, Attribute> attributes = new LinkedHashMap<>(layer.node().attributes());
    attributes.remove("beta");
    return layer.as("QGemm", QuantisationOperators.MICROSOFT, inputs, attributes);
  }

  /** Two operands of 8 bits and one type, and a result of that type. */
  private static @Nullable Node combined(QuantisedGraph graph, Layer layer, String type) {
    return layer.operands().stream().allMatch(operand -> operand.isLike(layer.result()))
        ? layer.as(type, QuantisationOperators.MICROSOFT, inputs(graph, layer, 2), Map.of())
        : null;
  }

  private static @Nullable Node single(QuantisedGraph graph, Layer layer, String type) {
    return layer.operand(0).isLike(layer.result())
        ? layer.as(
            type,
            QuantisationOperators.MICROSOFT,
            inputs(graph, layer, 1),
            layer.node().attributes())
        : null;
  }

  /** The first operands, then scale and zero point of the result. */
  private static List<String> inputs(QuantisedGraph graph, Layer layer, int count) {
    List<String> inputs = operands(graph, layer, count);
    inputs.addAll(List.of(layer.result().scale(), graph.zero(layer.result())));
    return inputs;
  }

  /** Integers, scale and zero point of the first operands. */
  private static List<String> operands(QuantisedGraph graph, Layer layer, int count) {
    List<String> inputs = new ArrayList<>();
    for (Quantised operand : layer.operands().subList(0, count)) {
      inputs.addAll(List.of(operand.integers(), operand.scale(), graph.zero(operand)));
    }
    return inputs;
  }

  /** Whether there is one scale, or one a slice of an axis. */
  private static boolean slicedAlong(Quantised operand, int axis, int fromLast) {
    return operand.isUniform() || operand.axis() == axis || operand.axis() == fromLast;
  }

  /** Whether the bias, if there is one, is an int32 multiple of what integer products stand for. */
  private static boolean biased(Layer layer) {
    if (layer.operands().size() < 3) {
      return true;
    }
    Quantised bias = layer.operand(2);
    TensorData weights = layer.operand(1).scales();
    TensorData scales = bias.scales();
    for (int i = 0; i < scales.size() || i < weights.size(); i++) {
      double product = layer.operand(0).scaleOfAll() * weights.doubleAt(i % weights.size());
      double ratio = scales.doubleAt(i % scales.size()) / product;
      if (!(Math.abs(ratio - 1) <= SAME_SCALE)) {
        return false;
      }
    }
    return bias.zeros().type().bits() == Integer.SIZE
        && Arrays.stream(bias.zeros().longs()).allMatch(zero -> zero == 0);
  }
}

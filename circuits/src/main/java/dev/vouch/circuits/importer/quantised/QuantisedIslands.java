package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what lies between DequantizeLinear and QuantizeLinear into operators on the integers
 * themselves, as onnxruntime does for its kernels (qdq_selector_action_transformer.cc):
 *
 * <pre>
 * Q(Conv(D(x), D(w), D(b)))     →  QLinearConv(x, w, b)      MatMul, Gemm, Add, Mul, … likewise
 * Q(MaxPool(D(x)))              →  MaxPool(x)                whatever moves or compares cells
 * Q(f(D(x)))                    →  table of f                whatever treats cells one by one
 * </pre>
 *
 * <p>A Relu or Clip between the operator and Q becomes one of integers, or nothing where saturation
 * does the same. What has no such form stays real arithmetic, which is exact within an error only.
 */
public final class QuantisedIslands {
  private QuantisedIslands() {}

  /**
   * The nodes with others in their place; those that nothing needs any more are left for others to
   * remove.
   *
   * @param nodes in order
   * @param constants initializers, to which others may be added
   * @param outputs of the graph
   */
  public static List<Node> rewritten(
      List<Node> nodes, Map<String, TensorData> constants, Collection<String> outputs) {
    if (nodes.stream().noneMatch(QuantisedIslands::quantizes)) {
      return nodes;
    }
    QuantisedGraph graph = new QuantisedGraph(nodes, constants, outputs);
    List<Node> rewritten = new ArrayList<>();
    for (Node node : nodes) {
      rewritten.addAll(quantizes(node) ? island(graph, node).orElse(List.of(node)) : List.of(node));
    }
    constants.putAll(graph.added());
    return rewritten;
  }

  private static boolean quantizes(Node node) {
    return node.type().equals("QuantizeLinear") && node.domain().isEmpty();
  }

  /** What gives the integers of a QuantizeLinear from integers. */
  private static Optional<List<Node>> island(QuantisedGraph graph, Node quantize) {
    Optional<Quantised> result = graph.result(quantize).filter(Quantised::isUniform);
    if (result.isEmpty()) {
      return Optional.empty();
    }
    String real = quantize.inputs().get(0);
    Optional<Node> inner = graph.onlyFor(real);
    Optional<List<Node>> layer =
        inner.flatMap(
            node ->
                IntegerLayers.of(graph, node, result.get())
                    .or(() -> IntegerClamps.of(graph, node, result.get()))
                    .or(() -> IntegerWiring.of(graph, node, result.get())));
    return layer.or(() -> IntegerFunctions.of(graph, quantize, inner, result.get()));
  }
}

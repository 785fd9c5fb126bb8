package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inverse roots taken in two steps become one power, x^(−1/2):
 *
 * <pre>
 * 1 / √x,   √(1 / x)      with Reciprocal, Div or Pow for 1 / x, with Sqrt or Pow for √x
 * </pre>
 *
 * Only where nothing else reads what the first step gives. All forms have a value for the same x,
 * those above 0.
 */
final class InverseRoots {
  private static final int POW_OPSET = 13;
  private static final double ROOT = 0.5;
  private static final double INVERSE = -1;

  private final GraphEdit edit;

  private InverseRoots(Graph graph) {
    this.edit = new GraphEdit(graph);
  }

  static Graph rewritten(Graph graph) {
    InverseRoots roots = new InverseRoots(graph);
    graph.nodes().forEach(roots::accept);
    return roots.edit.build();
  }

  private void accept(Node node) {
    edit.keep(
        base(node, ROOT, INVERSE)
            .or(() -> base(node, INVERSE, ROOT))
            .map(base -> inverseRoot(node, base))
            .orElse(node));
  }

  /** x, where the node is (x^inner)^outer. */
  private Optional<String> base(Node node, double inner, double outer) {
    Graph graph = edit.graph();
    return power(node, outer)
        .filter(between -> graph.consumers(between).size() == 1)
        .filter(between -> !graph.outputs().contains(between))
        .map(graph::producer)
        .flatMap(first -> power(first, inner));
  }

  /** x, where the node is x^exponent, cell by cell. */
  private Optional<String> power(Node node, double exponent) {
    if (!node.domain().isEmpty()) {
      return Optional.empty();
    }
    int base =
        switch (node.type()) {
          case "Sqrt" -> exponent == ROOT ? 0 : -1;
          case "Reciprocal" -> exponent == INVERSE ? 0 : -1;
          case "Pow" -> isNumber(node.input(1), exponent) ? 0 : -1;
          case "Div" -> exponent == INVERSE && isNumber(node.input(0), 1) ? 1 : -1;
          default -> -1;
        };
    return base < 0
        ? Optional.empty()
        : Optional.of(node.input(base))
            .filter(x -> edit.info(x).equals(edit.info(node.outputs().get(0))))
            .filter(x -> edit.info(x).type().isFloating() && edit.constant(x) == null);
  }

  private boolean isNumber(String value, double number) {
    TensorData constant = edit.constant(value);
    return constant != null && constant.size() == 1 && constant.doubleAt(0) == number;
  }

  private Node inverseRoot(Node node, String base) {
    TensorData exponent =
        TensorData.ofDoubles(edit.info(base).type(), new int[0], new double[] {-ROOT});
    String power = edit.constant(node.name() + ".exponent", exponent);
    return new Node(
        node.name(), "Pow", "", POW_OPSET, List.of(base, power), node.outputs(), Map.of());
  }
}

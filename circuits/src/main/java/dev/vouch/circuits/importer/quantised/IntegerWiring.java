package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What moves cells, or takes the greatest of them: on integers as on the numbers they stand for.
 */
final class IntegerWiring {
  private static final Set<String> MOVING =
      Set.of(
          "MaxPool",
          "GlobalMaxPool",
          "Reshape",
          "Flatten",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Slice",
          "Gather",
          "Expand",
          "Tile",
          "DepthToSpace",
          "SpaceToDepth",
          "Identity");

  private IntegerWiring() {}

  /** The node on integers, between functions of them where parameters differ. */
  static Optional<List<Node>> of(QuantisedGraph graph, Node node, Quantised result) {
    boolean joins = node.type().equals("Concat");
    if ((!joins && !MOVING.contains(node.type()))
        || node.outputs().stream().filter(output -> !output.isEmpty()).count() != 1) {
      return Optional.empty();
    }
    int moved = joins ? node.inputs().size() : 1;
    Optional<List<Quantised>> operands = graph.dequantised(node.inputs().subList(0, moved));
    if (operands.isEmpty()
        || !operands.get().stream()
            .allMatch(x -> x.sameAs(result) || IntegerFunctions.changes(x, result))) {
      return Optional.empty();
    }
    List<Node> nodes = new ArrayList<>();
    List<String> inputs = new ArrayList<>(node.inputs());
    for (int i = 0; i < moved; i++) {
      Quantised x = operands.get().get(i);
      String integers = x.integers();
      if (!x.sameAs(result)) {
        integers = graph.fresh(result.integers() + ".operand");
        nodes.add(
            IntegerFunctions.change(graph.fresh(node.name() + ".operand"), x, result, integers));
      }
      inputs.set(i, integers);
    }
    nodes.add(node.with(inputs, List.of(result.integers())));
    return Optional.of(nodes);
  }
}

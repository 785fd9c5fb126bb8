package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.feature.Imputed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Numbers in place of NaN:
 *
 * <pre>
 * Where(IsNaN(x), numbers, x)
 * </pre>
 *
 * is one operator on the places of x among all floating-point numbers, of which NaN has one, if all
 * others that read x only compare it, too. So values may be missing in inputs.
 */
final class MissingInputs {
  private MissingInputs() {}

  static Graph rewritten(Graph graph) {
    Set<String> imputed = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (isImputation(graph, node)) {
        imputed.add(node.input(2));
      }
    }
    while (!imputed.isEmpty()) {
      Graph candidate = Unneeded.removed(rewritten(graph, imputed));
      Set<String> ordered = OrderedValues.of(candidate);
      if (ordered.containsAll(imputed)) {
        return candidate;
      }
      imputed.retainAll(ordered);
    }
    return graph;
  }

  private static Graph rewritten(Graph graph, Set<String> imputed) {
    GraphEdit edit = new GraphEdit(graph);
    for (Node node : graph.nodes()) {
      if (isImputation(graph, node) && imputed.contains(node.input(2))) {
        String x = node.input(2);
        ValueInfo info = graph.info(x);
        double[] ones = new double[info.shape()[info.rank() - 1]];
        Arrays.fill(ones, 1);
        String factors =
            edit.constant(
                node.outputs().get(0) + ".factors",
                TensorData.ofDoubles(info.type(), new int[] {ones.length}, ones));
        edit.keep(Imputed.node(node, x, node.input(1), factors));
      } else {
        edit.keep(node);
      }
    }
    return edit.build();
  }

  private static boolean isImputation(Graph graph, Node node) {
    if (!node.type().equals("Where") || !node.domain().isEmpty()) {
      return false;
    }
    Node condition = graph.producer(node.input(0));
    TensorData numbers = graph.constant(node.input(1));
    String x = node.input(2);
    return condition != null
        && graph.info(x).rank() > 0
        && condition.type().equals("IsNaN")
        && condition.input(0).equals(x)
        && numbers != null
        && Arrays.stream(numbers.toDoubles()).allMatch(Double::isFinite)
        && Arrays.equals(graph.info(x).shape(), graph.info(node.outputs().get(0)).shape());
  }
}

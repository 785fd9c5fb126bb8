package dev.vouch.circuits.importer;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.importer.rewrite.NarrowedInputs;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes nodes that pass a value on unchanged, rewrites what has a plainer form, and removes what
 * no output needs. Inputs stay even when nothing reads them.
 */
final class GraphCleaner {
  private GraphCleaner() {}

  static Graph clean(Graph graph) {
    return GraphRewrites.of(removePassedOn(NarrowedInputs.rewritten(graph)));
  }

  private static Graph removePassedOn(Graph graph) {
    Map<String, String> aliases = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<String> inputs =
          node.inputs().stream().map(input -> aliases.getOrDefault(input, input)).toList();
      if (passesOn(graph, node)) {
        aliases.put(node.outputs().get(0), inputs.get(0));
      } else {
        nodes.add(node.with(inputs, node.outputs()));
      }
    }
    return graph.withNodes(nodes, graph.constants());
  }

  private static boolean passesOn(Graph graph, Node node) {
    Operator operator = Operators.known().find(node.domain(), node.type()).orElseThrow();
    boolean unchanged =
        node.hasInput(0) && operator.passesOn(node, graph.info(node.inputs().get(0)));
    // An output of the graph keeps its name, hence its node.
    return unchanged
        && !graph.outputs().contains(node.outputs().get(0))
        && node.outputs().stream()
            .skip(1)
            .allMatch(mask -> graph.consumers(mask).isEmpty() && !graph.outputs().contains(mask));
  }
}

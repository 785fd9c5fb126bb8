package dev.vouch.circuits.importer;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes nodes that pass a value on unchanged, rewrites what has a plainer form, and removes what
 * no output needs. Inputs stay even when nothing reads them.
 */
final class GraphCleaner {
  private GraphCleaner() {}

  static Graph clean(Graph graph) {
    return removeUnneeded(GraphRewrites.of(removePassedOn(graph)));
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
    return rebuilt(graph, nodes, graph.constants());
  }

  private static boolean passesOn(Graph graph, Node node) {
    Operator operator = Operators.supported().find(node.domain(), node.type()).orElseThrow();
    boolean unchanged =
        node.hasInput(0) && operator.passesOn(node, graph.info(node.inputs().get(0)));
    // An output of the graph keeps its name, hence its node.
    return unchanged
        && !graph.outputs().contains(node.outputs().get(0))
        && node.outputs().stream()
            .skip(1)
            .allMatch(mask -> graph.consumers(mask).isEmpty() && !graph.outputs().contains(mask));
  }

  private static Graph removeUnneeded(Graph graph) {
    Set<String> neededValues = new HashSet<>(graph.outputs());
    Set<Node> neededNodes = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(graph.outputs());
    while (!open.isEmpty()) {
      Node producer = graph.producer(open.pop());
      if (producer != null && neededNodes.add(producer)) {
        producer.inputs().stream().filter(neededValues::add).forEach(open::push);
      }
    }
    Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
    constants.keySet().retainAll(neededValues);
    return rebuilt(graph, graph.nodes().stream().filter(neededNodes::contains).toList(), constants);
  }

  private static Graph rebuilt(Graph graph, List<Node> nodes, Map<String, TensorData> constants) {
    Map<String, ValueInfo> infos = new HashMap<>();
    graph.inputs().forEach(input -> infos.put(input, graph.info(input)));
    for (Node node : nodes) {
      node.outputs().stream()
          .filter(output -> !output.isEmpty())
          .forEach(output -> infos.put(output, graph.info(output)));
    }
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants, infos);
  }
}

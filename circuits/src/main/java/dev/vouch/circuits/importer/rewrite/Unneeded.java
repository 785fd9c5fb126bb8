package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Nodes and constants that no output needs. Inputs stay even when nothing reads them. */
final class Unneeded {
  private Unneeded() {}

  static Graph removed(Graph graph) {
    Set<String> values = new HashSet<>(graph.outputs());
    Set<Node> nodes = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(graph.outputs());
    while (!open.isEmpty()) {
      Node producer = graph.producer(open.pop());
      if (producer != null && nodes.add(producer)) {
        producer.inputs().stream().filter(values::add).forEach(open::push);
      }
    }
    Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
    constants.keySet().retainAll(values);
    return graph.withNodes(graph.nodes().stream().filter(nodes::contains).toList(), constants);
  }
}

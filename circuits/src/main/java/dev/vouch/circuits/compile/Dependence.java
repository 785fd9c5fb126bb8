package dev.vouch.circuits.compile;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which values of a graph depend on which others. */
final class Dependence {
  private Dependence() {}

  /** The values, and all that depend on some of them. */
  static Set<String> after(Graph graph, Collection<String> values) {
    Set<String> after = new HashSet<>(values);
    for (Node node : graph.nodes()) {
      if (node.inputs().stream().anyMatch(after::contains)) {
        after.addAll(node.outputs());
        after.remove("");
      }
    }
    return after;
  }

  /** The values, and all that some of them depend on. */
  static Set<String> before(Graph graph, Collection<String> values) {
    Set<String> before = new HashSet<>(values);
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).outputs().stream().anyMatch(before::contains)) {
        before.addAll(nodes.get(i).inputs());
        before.remove("");
      }
    }
    return before;
  }
}

package dev.vouch.circuits.graph;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a graph that are given as places among all numbers of their type: floating-point
 * inputs, and their cells in other orders, that are only compared with thresholds or taken apart as
 * places. So each comparison is the float model's, and infinities and NaN are allowed in them where
 * no reader needs a number.
 */
public final class OrderedValues {
  private OrderedValues() {}

  /** The names of these values. */
  public static Set<String> of(Graph graph) {
    Set<String> ordered = new HashSet<>();
    for (String input : graph.inputs()) {
      if (graph.info(input).type().isFloating()) {
        ordered.add(input);
      }
    }
    for (Node node : graph.nodes()) {
      if (operator(node).movesCells()) {
        node.outputs().stream()
            .filter(output -> !output.isEmpty() && graph.info(output).type().isFloating())
            .forEach(ordered::add);
      }
    }
    while (ordered.removeIf(value -> !holds(graph, value, ordered))) {
      continue; // until nothing that is left depends on what is not
    }
    return ordered;
  }

  private static boolean holds(Graph graph, String value, Set<String> ordered) {
    Node producer = graph.producer(value);
    return !graph.outputs().contains(value)
        && !graph.consumers(value).isEmpty()
        && (producer == null || moved(graph, producer).stream().allMatch(ordered::contains))
        && graph.consumers(value).stream()
            .allMatch(node -> takesPlaces(graph, node) || moves(node, ordered));
  }

  /** What a node that moves cells moves: of several operands those that can be of its type. */
  private static List<String> moved(Graph graph, Node node) {
    return node.inputs().stream()
        .filter(input -> !input.isEmpty() && graph.info(input).type().isFloating())
        .toList();
  }

  private static boolean moves(Node node, Set<String> ordered) {
    return operator(node).movesCells() && ordered.containsAll(node.outputs());
  }

  /** Whether a node's computed operands can be given as places. */
  public static boolean takesPlaces(Graph graph, Node node) {
    return operator(node).takesPlaces(node, Inference.of(node, graph::info, graph::constant));
  }

  private static Operator operator(Node node) {
    return Operators.known().find(node.domain(), node.type()).orElseThrow();
  }
}

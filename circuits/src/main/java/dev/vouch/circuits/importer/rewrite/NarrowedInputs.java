package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Inputs of type DOUBLE of which a network reads nothing but what casts to FLOAT leave become
 * inputs of type FLOAT: what is given for them is cast before it is proven. Trees behind such casts
 * then compare inputs.
 */
public final class NarrowedInputs {
  private final Graph graph;
  private final Set<String> narrowed = new HashSet<>();

  private NarrowedInputs(Graph graph) {
    this.graph = graph;
  }

  /** The same network; the graph itself if it has no such input. */
  public static Graph rewritten(Graph graph) {
    NarrowedInputs inputs = new NarrowedInputs(graph);
    inputs.find();
    return inputs.narrowed.isEmpty() ? graph : inputs.build();
  }

  private void find() {
    graph.inputs().stream().filter(this::isDouble).forEach(narrowed::add);
    for (Node node : graph.nodes()) {
      if (moves(node)) {
        node.outputs().stream().filter(this::isDouble).forEach(narrowed::add);
      }
    }
    while (narrowed.removeIf(value -> !holds(value))) {
      continue; // until nothing that is left depends on what is not
    }
  }

  private boolean holds(String value) {
    Node producer = graph.producer(value);
    return !graph.outputs().contains(value)
        && !graph.consumers(value).isEmpty()
        && (producer == null
            || producer.inputs().stream().filter(this::isDouble).allMatch(narrowed::contains))
        && graph.consumers(value).stream()
            .allMatch(
                node -> isCast(node) || (moves(node) && narrowed.containsAll(node.outputs())));
  }

  private boolean isDouble(String value) {
    return !value.isEmpty() && graph.info(value).type() == DataType.DOUBLE;
  }

  private boolean isCast(Node node) {
    return node.domain().isEmpty()
        && node.type().equals("Cast")
        && graph.info(node.outputs().get(0)).type() == DataType.FLOAT;
  }

  private static boolean moves(Node node) {
    return Operators.known().find(node.domain(), node.type()).orElseThrow().movesCells();
  }

  private Graph build() {
    Map<String, ValueInfo> infos = new HashMap<>();
    graph.inputs().forEach(input -> infos.put(input, info(input)));
    for (Node node : graph.nodes()) {
      node.outputs().stream()
          .filter(output -> !output.isEmpty())
          .forEach(output -> infos.put(output, info(output)));
    }
    return new Graph(
        graph.name(), graph.inputs(), graph.outputs(), graph.nodes(), graph.constants(), infos);
  }

  private ValueInfo info(String value) {
    ValueInfo info = graph.info(value);
    return narrowed.contains(value) ? new ValueInfo(DataType.FLOAT, info.shape()) : info;
  }
}

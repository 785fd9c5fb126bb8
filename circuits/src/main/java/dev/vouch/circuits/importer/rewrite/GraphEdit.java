package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph that is written anew node by node, in order: whoever rewrites a node puts others before
 * it. What is no longer needed is left for others to remove. Not thread-safe.
 */
final class GraphEdit {
  private final Graph graph;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos = new HashMap<>();

  GraphEdit(Graph graph) {
    this.graph = graph;
    this.constants = new LinkedHashMap<>(graph.constants());
  }

  /** The graph as it was. */
  Graph graph() {
    return graph;
  }

  /** Type and shape of an old or new value. */
  ValueInfo info(String value) {
    TensorData constant = constants.get(value);
    ValueInfo added = infos.get(value);
    return constant != null ? ValueInfo.of(constant) : added != null ? added : graph.info(value);
  }

  /** The old or new constant of that name, or null if there is none. */
  @Nullable TensorData constant(String value) {
    return constants.get(value);
  }

  /** Adds a constant; gives the name it got. */
  String constant(String name, TensorData value) {
    String fresh = fresh(name);
    constants.put(fresh, value);
    return fresh;
  }

  /** Takes a node over as it is. */
  void keep(Node node) {
    nodes.add(node);
  }

  /** Takes a node over that reads other values. */
  void keep(Node node, List<String> inputs, Map<String, Attribute> attributes) {
    keep(
        new Node(
            node.name(),
            node.type(),
            node.domain(),
            node.opset(),
            inputs,
            node.outputs(),
            attributes));
  }

  /**
   * The node's operator on other values, under new names: a constant if all of them are.
   *
   * @param like a node of one output
   * @param inputs old or new values
   * @return the new value, of the name {@code value} if that is free
   */
  String add(Node like, String name, String value, List<String> inputs) {
    Operator operator = Operators.known().find(like.domain(), like.type()).orElseThrow();
    String output = fresh(value);
    Node node =
        new Node(
            name,
            like.type(),
            like.domain(),
            like.opset(),
            inputs,
            List.of(output),
            like.attributes());
    Inference known = Inference.of(node, this::info, constants::get);
    if (known.allConstant()) {
      constants.put(output, operator.fold(node, known).get(0));
    } else {
      infos.put(output, operator.infer(node, known).get(0));
      nodes.add(node);
    }
    return output;
  }

  /**
   * The same node on other values, under new names.
   *
   * @return its outputs; empty where the node has none
   */
  List<String> copy(Node node, String name, List<String> inputs) {
    List<String> outputs = new ArrayList<>();
    for (String output : node.outputs()) {
      String copied = output.isEmpty() ? "" : fresh(name);
      outputs.add(copied);
      if (!copied.isEmpty()) {
        infos.put(copied, info(output));
      }
    }
    nodes.add(
        new Node(
            name, node.type(), node.domain(), node.opset(), inputs, outputs, node.attributes()));
    return outputs;
  }

  private String fresh(String name) {
    String fresh = name;
    for (int i = 1; taken(fresh); i++) {
      fresh = name + i;
    }
    return fresh;
  }

  private boolean taken(String value) {
    return constants.containsKey(value)
        || infos.containsKey(value)
        || graph.inputs().contains(value)
        || graph.producer(value) != null;
  }

  /** The new graph. */
  Graph build() {
    Map<String, ValueInfo> all = new HashMap<>(infos);
    graph.inputs().forEach(input -> all.put(input, graph.info(input)));
    for (Node node : nodes) {
      node.outputs().stream()
          .filter(output -> !output.isEmpty() && !all.containsKey(output))
          .forEach(output -> all.put(output, graph.info(output)));
    }
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants, all);
  }
}

package dev.vouch.circuits.graph;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network: inputs, nodes in an order in which each reads only what comes before it, outputs.
 * Every value has a static shape. Each value is exactly one of: an input, a constant, an output of
 * one node. Immutable and thread-safe.
 */
public final class Graph {
  private final String name;
  private final List<String> inputs;
  private final List<String> outputs;
  private final List<Node> nodes;
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, List<Node>> consumers = new HashMap<>();
  private final int removedNodes;
  private final List<Problem> shownWeights;

  /**
   * A graph from its parts.
   *
   * @param inputs names of the inputs, in order; constants are not inputs
   * @param outputs names of the outputs, in order; any value may be one
   * @param nodes in an order in which each reads only what comes before it
   * @param constants values known before any input arrives
   * @param infos types and shapes of inputs and node outputs; those of constants are added
   * @throws IllegalArgumentException if a value is defined twice, read before it is defined, or has
   *     no type and shape
   */
  public Graph(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<Node> nodes,
      Map<String, TensorData> constants,
      Map<String, ValueInfo> infos) {
    this(name, inputs, outputs, nodes, constants, infos, 0, List.of());
  }

  private Graph(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<Node> nodes,
      Map<String, TensorData> constants,
      Map<String, ValueInfo> infos,
      int removedNodes,
      List<Problem> shownWeights) {
    this.removedNodes = removedNodes;
    this.shownWeights = List.copyOf(shownWeights);
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.nodes = List.copyOf(nodes);
    this.constants = new LinkedHashMap<>(constants);
    this.infos = new HashMap<>(infos);
    constants.forEach((constant, value) -> this.infos.put(constant, ValueInfo.of(value)));
    index();
  }

  private void index() {
    Map<String, String> definedBy = new HashMap<>();
    inputs.forEach(input -> define(definedBy, input, "an input"));
    constants.keySet().forEach(constant -> define(definedBy, constant, "a constant"));
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        if (!input.isEmpty()) {
          require(
              definedBy.containsKey(input), node + " reads '" + input + "' before it is defined");
          consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
        }
      }
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          define(definedBy, output, node.toString());
          producers.put(output, node);
        }
      }
    }
    outputs.forEach(
        output -> require(definedBy.containsKey(output), "output '" + output + "' is not defined"));
  }

  private void define(Map<String, String> definedBy, String value, String by) {
    require(infos.containsKey(value), "value '" + value + "' has no type and shape");
    String before = definedBy.put(value, by);
    require(before == null, "value '" + value + "' is defined by " + before + " and by " + by);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * The same graph of other nodes, whose outputs have the types and shapes that values of these
   * names have here.
   */
  public Graph withNodes(List<Node> other, Map<String, TensorData> otherConstants) {
    Map<String, ValueInfo> kept = infos(inputs);
    for (Node node : other) {
      node.outputs().stream()
          .filter(output -> !output.isEmpty())
          .forEach(output -> kept.put(output, info(output)));
    }
    return new Graph(name, inputs, outputs, other, otherConstants, kept);
  }

  /**
   * The same graph, for which nodes of a model were removed.
   *
   * @param count how many
   */
  public Graph withRemovedNodes(int count) {
    return new Graph(name, inputs, outputs, nodes, constants, infos, count, shownWeights);
  }

  /** The same graph, in which integers decide that were computed from weights. */
  public Graph withShownWeights(List<Problem> places) {
    return new Graph(name, inputs, outputs, nodes, constants, infos, removedNodes, places);
  }

  /**
   * Where integers, truth values or shapes that were computed from weights decide what the network
   * does: its circuit shows them, so weights cannot be hidden.
   */
  public List<Problem> shownWeights() {
    return shownWeights;
  }

  /** How many nodes of the model were folded into constants, or compute nothing that is needed. */
  public int removedNodes() {
    return removedNodes;
  }

  /** The name of the graph in the model; may be empty. */
  public String name() {
    return name;
  }

  /** Names of the inputs that a run needs, in the order of the model. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the outputs in the order of the model. */
  public List<String> outputs() {
    return outputs;
  }

  /** Nodes in an order in which each reads only what comes before it. */
  public List<Node> nodes() {
    return nodes;
  }

  /** All constants by name. */
  public Map<String, TensorData> constants() {
    return Collections.unmodifiableMap(constants);
  }

  /** The constant of that name, or null if the value is no constant. */
  public @Nullable TensorData constant(String value) {
    return constants.get(value);
  }

  /** Whether there is a value of that name. */
  public boolean has(String value) {
    return infos.containsKey(value);
  }

  /** A name that no value of the graph has: the wanted one, or that with primes. */
  public String unused(String wanted) {
    String name = wanted;
    while (has(name)) {
      name += "'";
    }
    return name;
  }

  /** Type and shape of a value. */
  public ValueInfo info(String value) {
    ValueInfo info = infos.get(value);
    if (info == null) {
      throw new IllegalArgumentException("no value '" + value + "' in the graph");
    }
    return info;
  }

  /** Types and shapes of values by name, in the order of the names. */
  public Map<String, ValueInfo> infos(List<String> values) {
    Map<String, ValueInfo> byName = new LinkedHashMap<>();
    values.forEach(value -> byName.put(value, info(value)));
    return byName;
  }

  /** The node that computes a value, or null for inputs and constants. */
  public @Nullable Node producer(String value) {
    return producers.get(value);
  }

  /** The nodes that read a value, once for each time they do. */
  public List<Node> consumers(String value) {
    return consumers.getOrDefault(value, List.of());
  }
}

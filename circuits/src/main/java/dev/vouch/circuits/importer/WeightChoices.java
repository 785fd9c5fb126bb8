package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Integers, truth values and shapes that are computed from weights and decide what a network does,
 * such as the index of a weight that is greatest. Constants of these kinds stand in a circuit in
 * clear, so weights that are hidden would show there. Weights are real constants of more than one
 * cell, and what is computed of them.
 *
 * <p>Not followed: real constants that operators on computed values read as parameters, such as the
 * places that GridSample reads (docs/threat-model.md has them all).
 */
final class WeightChoices {
  private static final String REASON =
      " computed from weights: a circuit shows them, although the weights are hidden; compile with"
          + " public weights (--weights public), or store them in the model as integers, which are"
          + " public";

  /** Operators of whose outputs the shape follows from values: of inputs from that one on. */
  private static final Map<String, Integer> SHAPED =
      Map.ofEntries(
          Map.entry("Reshape", 1),
          Map.entry("Expand", 1),
          Map.entry("Tile", 1),
          Map.entry("Slice", 1),
          Map.entry("Pad", 1),
          Map.entry("Split", 1),
          Map.entry("Squeeze", 1),
          Map.entry("Unsqueeze", 1),
          Map.entry("TopK", 1),
          Map.entry("OneHot", 1),
          Map.entry("Compress", 1),
          Map.entry("Resize", 1),
          Map.entry("CenterCropPad", 1),
          Map.entry("ConstantOfShape", 0),
          Map.entry("Range", 0),
          Map.entry("NonZero", 0),
          Map.entry("Unique", 0),
          Map.entry("NonMaxSuppression", 0));

  /** Those that take it from real numbers too. */
  private static final Set<String> SHAPED_BY_REALS =
      Set.of("Range", "NonZero", "Unique", "NonMaxSuppression");

  /** Their integers are weights, which are hidden. */
  private static final Set<String> OF_INTEGER_WEIGHTS =
      Set.of("MatMulInteger", "MatMul", "ConvInteger", "Conv");

  private final Set<String> weights = new HashSet<>();
  private final Set<String> values = new HashSet<>();
  private final Set<String> shapes = new HashSet<>();
  private final Map<String, Problem> found = new LinkedHashMap<>();

  /** A constant that the model holds. */
  void stored(String name, TensorData value) {
    if (value.isFloating() && value.size() > 1 && !MaskValues.are(value.doubles())) {
      weights.add(name);
    }
  }

  /**
   * A node whose outputs became constants.
   *
   * @param ofShapes whether it reads shapes alone
   */
  void folded(Node node, boolean ofShapes, List<TensorData> outputs) {
    boolean ofWeights = node.inputs().stream().anyMatch(weights::contains);
    boolean chosen = node.inputs().stream().anyMatch(values::contains);
    boolean shaped = node.inputs().stream().anyMatch(shapes::contains);
    boolean reshaped = !ofShapes && (shaped || isShaped(node));
    boolean derived = ofShapes ? shaped : ofWeights || chosen || shaped;
    for (int i = 0; i < outputs.size(); i++) {
      String name = node.outputs().get(i);
      if (derived) {
        (outputs.get(i).isFloating() ? weights : values).add(name);
      }
      if (reshaped && outputs.get(i).rank() > 0) {
        shapes.add(name);
      }
      if (node.inputs().isEmpty()) {
        stored(name, outputs.get(i));
      }
    }
  }

  private boolean isShaped(Node node) {
    List<String> inputs = node.inputs();
    int first = Math.min(SHAPED.getOrDefault(node.type(), inputs.size()), inputs.size());
    boolean reals = SHAPED_BY_REALS.contains(node.type());
    return inputs.subList(first, inputs.size()).stream()
        .anyMatch(input -> values.contains(input) || (reals && weights.contains(input)));
  }

  /** A node that depends on the network's inputs. */
  void kept(Node node) {
    for (String input : node.reads()) {
      boolean value = values.contains(input) && !OF_INTEGER_WEIGHTS.contains(node.type());
      if (value || shapes.contains(input)) {
        add(node, "'" + input + "' holds integers, truth values or a shape" + REASON);
        return;
      }
    }
  }

  /** Not for each of the nodes that a node stands for. */
  private void add(Node node, String reason) {
    if (found.keySet().stream().noneMatch(outer -> node.name().startsWith(outer + "/"))) {
      found.putIfAbsent(node.name(), Problem.ofNode(node, reason));
    }
  }

  /**
   * The nodes and outputs that would show weights.
   *
   * @param outputs of the graph, if it has inputs: one without is its outputs
   */
  List<Problem> found(List<String> outputs) {
    List<Problem> all = new ArrayList<>(found.values());
    outputs.stream()
        .filter(output -> values.contains(output) || shapes.contains(output))
        .map(output -> Problem.of("output '" + output + "'", "it holds values" + REASON))
        .forEach(all::add);
    return all;
  }
}

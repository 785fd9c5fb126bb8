package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.feature.PlacedNumbers;
import dev.vouch.circuits.operator.tree.ForestScores;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Inputs that some nodes compare with thresholds and others compute with:
 *
 * <pre>
 * Forest(x), MatMul(x, w)   becomes   Forest(x), MatMul(PlacedNumbers(x), w)
 * </pre>
 *
 * so that x is proven as its place among all floating-point numbers and every decision is the
 * model's, whatever scale the others take it at. Nodes that only move cells are there twice, for
 * places and for numbers.
 */
final class PlacedInputs {
  /**
   * Larger inputs, as images are, are placed for trees alone: to take a cell apart costs some
   * hundreds of committed cells.
   */
  private static final int MOST_CELLS = 1 << 12;

  /** In the names of values that are numbers where places have the old names. */
  private static final String NUMBERS = ".numbers";

  private final Graph graph;

  /** Inputs of floating-point numbers, and what nodes that only move cells make of them. */
  private final Set<String> moved = new HashSet<>();

  private PlacedInputs(Graph graph) {
    this.graph = graph;
    graph.inputs().stream().filter(this::isFloating).forEach(moved::add);
    graph.nodes().stream().filter(this::moves).forEach(node -> moved.addAll(node.outputs()));
  }

  static Graph rewritten(Graph graph) {
    PlacedInputs inputs = new PlacedInputs(graph);
    Set<String> placed = inputs.decidedAndComputedWith();
    while (!placed.isEmpty()) {
      Graph candidate = Unneeded.removed(inputs.rewritten(placed));
      Set<String> ordered = OrderedValues.of(candidate);
      if (ordered.containsAll(placed)) {
        return candidate;
      }
      placed.retainAll(ordered);
    }
    return graph;
  }

  /** Whether a node moves cells of inputs, all of which could be places. */
  private boolean moves(Node node) {
    return operator(node).movesCells()
        && node.outputs().stream().anyMatch(this::isFloating)
        && node.inputs().stream().filter(this::isFloating).allMatch(moved::contains);
  }

  private boolean isFloating(String value) {
    return !value.isEmpty() && graph.info(value).type().isFloating();
  }

  private Set<String> decidedAndComputedWith() {
    Set<String> ordered = OrderedValues.of(graph);
    Set<String> placed = new HashSet<>();
    for (String input : graph.inputs()) {
      Predicate<Node> decides =
          graph.info(input).size() <= MOST_CELLS ? this::decides : PlacedInputs::isForest;
      if (moved.contains(input) && !ordered.contains(input) && isRead(input, decides)) {
        placed.add(input);
      }
    }
    return placed;
  }

  /** Whether some node of a kind reads the input, or its cells in other orders. */
  private boolean isRead(String input, Predicate<Node> kind) {
    Set<String> values = new HashSet<>(Set.of(input));
    Deque<String> open = new ArrayDeque<>(values);
    while (!open.isEmpty()) {
      for (Node reader : graph.consumers(open.pop())) {
        if (kind.test(reader)) {
          return true;
        }
        if (moves(reader)) {
          reader.outputs().stream().filter(values::add).forEach(open::push);
        }
      }
    }
    return false;
  }

  private boolean decides(Node node) {
    return operator(node).decides(node, Inference.of(node, graph::info, graph::constant));
  }

  private static boolean isForest(Node node) {
    return node.type().equals(ForestScores.TYPE);
  }

  private Graph rewritten(Set<String> placed) {
    GraphEdit edit = new GraphEdit(graph);
    Map<String, String> numbers = new HashMap<>();
    for (String input : graph.inputs()) {
      if (placed.contains(input)) {
        numbers.put(input, numbers(edit, input));
      }
    }
    for (Node node : graph.nodes()) {
      List<String> others =
          node.inputs().stream().map(input -> numbers.getOrDefault(input, input)).toList();
      if (others.equals(node.inputs())) {
        edit.keep(node);
      } else if (moves(node)) {
        copy(edit, node, others, numbers);
      } else if (OrderedValues.takesPlaces(graph, node)) {
        edit.keep(node);
      } else {
        edit.keep(node, others, node.attributes());
      }
    }
    return edit.build();
  }

  private static String numbers(GraphEdit edit, String input) {
    ValueInfo info = edit.info(input);
    double[] ones = new double[info.rank() == 0 ? 1 : info.shape()[info.rank() - 1]];
    Arrays.fill(ones, 1);
    int[] shape = info.rank() == 0 ? new int[0] : new int[] {ones.length};
    String factors =
        edit.constant(input + NUMBERS + ".factors", TensorData.ofDoubles(info.type(), shape, ones));
    Node node = PlacedNumbers.node(input + NUMBERS, input, factors);
    return edit.add(node, node.name(), node.outputs().get(0), node.inputs());
  }

  /** A node that moves places, and the same that moves numbers, which outputs of the graph are. */
  private void copy(GraphEdit edit, Node node, List<String> others, Map<String, String> numbers) {
    if (node.outputs().stream().anyMatch(graph.outputs()::contains)) {
      edit.keep(node, others, node.attributes());
      return;
    }
    edit.keep(node);
    List<String> copies = edit.copy(node, node.name() + NUMBERS, others);
    for (int i = 0; i < copies.size(); i++) {
      if (!copies.get(i).isEmpty()) {
        numbers.put(node.outputs().get(i), copies.get(i));
      }
    }
  }

  private static Operator operator(Node node) {
    return Operators.known().find(node.domain(), node.type()).orElseThrow();
  }
}

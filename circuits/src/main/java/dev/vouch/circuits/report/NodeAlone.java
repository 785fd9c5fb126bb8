package dev.vouch.circuits.report;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.lowering.LoweredValues;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Computes each node in floating point on what its integer inputs stand for, so that only the
 * node's own error is left. A value that no integers stand for, because it is fused away, is
 * computed from the inputs of its node. Not thread-safe.
 */
final class NodeAlone {
  private final Graph graph;
  private final LoweredValues values;
  private final Map<String, SliceExponents> factors;
  private final Set<String> ordered;
  private final Map<NodeRef, Set<Integer>> tensorsRead = new HashMap<>();
  private final Map<String, ValueReader> boundReaders = new HashMap<>();
  private final Map<String, ValueReader> narrowedReaders = new HashMap<>();

  NodeAlone(Compilation compilation) {
    graph = compilation.graph();
    ordered = OrderedValues.of(graph);
    values = compilation.values();
    factors = compilation.factors();
    IntegerProgram program = compilation.network().program();
    for (int i = 0; i < program.primitives().size(); i++) {
      for (NodeRef node : program.origin(i).nodes()) {
        tensorsRead
            .computeIfAbsent(node, missing -> new HashSet<>())
            .addAll(program.primitives().get(i).inputs());
      }
    }
  }

  /**
   * Computes the nodes of one run.
   *
   * @param wanted names of the values that are asked for
   * @param results takes each of them
   */
  void run(Execution execution, Predicate<String> wanted, BiConsumer<String, TensorData> results) {
    Map<String, TensorData> fused = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<String> outputs = node.outputs();
      if (outputs.stream().noneMatch(value -> wanted.test(value) || isFused(value))) {
        continue;
      }
      List<@Nullable TensorData> operands = new ArrayList<>();
      for (String input : node.inputs()) {
        operands.add(input.isEmpty() ? null : operand(node, input, fused, execution));
      }
      List<TensorData> computed =
          Operators.known()
              .find(node.domain(), node.type())
              .orElseThrow()
              .evaluate(node, Operands.of(operands));
      for (int i = 0; i < outputs.size(); i++) {
        if (isFused(outputs.get(i))) {
          fused.put(outputs.get(i), computed.get(i));
        } else if (wanted.test(outputs.get(i))) {
          results.accept(outputs.get(i), computed.get(i));
        }
      }
    }
  }

  private boolean isFused(String value) {
    return !value.isEmpty() && !values.bound().containsKey(value);
  }

  private @Nullable TensorData operand(
      Node node, String value, Map<String, TensorData> fused, Execution execution) {
    TensorData constant = graph.constant(value);
    if (constant != null) {
      return constant;
    }
    return isFused(value) ? fused.get(value) : reader(node, value).tensor(execution);
  }

  /** Reads a value in the form in which a node reads it. */
  private ValueReader reader(Node node, String value) {
    Wire narrow = values.narrowed().get(value);
    Set<Integer> read = tensorsRead.getOrDefault(new NodeRef(node.name(), node.type()), Set.of());
    return narrow != null && read.contains(narrow.tensor())
        ? narrowedReaders.computeIfAbsent(value, missing -> reader(value, narrow))
        : boundReaders.computeIfAbsent(value, missing -> reader(value, values.bound().get(value)));
  }

  private ValueReader reader(String value, @Nullable Wire wire) {
    if (wire == null) {
      throw new IllegalArgumentException("no integers stand for '" + value + "'");
    }
    return new ValueReader(wire, graph.info(value), factors.get(value), ordered.contains(value));
  }
}

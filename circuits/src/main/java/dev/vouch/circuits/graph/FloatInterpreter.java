package dev.vouch.circuits.graph;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Evaluation;
import dev.vouch.circuits.operator.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes a graph in double arithmetic: the reference against which the integer program is
 * measured, and the source of the ranges it is calibrated with. Thread-safe.
 */
public final class FloatInterpreter {
  private final Graph graph;
  private final Map<String, Integer> lastReader = new HashMap<>();

  /** Sees every value that is computed, inputs first. */
  @FunctionalInterface
  public interface Observer {
    /** Called once a value, in the order of the graph; constants are not shown. */
    void observe(String value, TensorData data);
  }

  public FloatInterpreter(Graph graph) {
    this.graph = graph;
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (String input : graph.nodes().get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
  }

  /**
   * The outputs by name, in the order of the graph.
   *
   * @param inputs one tensor for each of the graph's inputs, of its shape; it is cast to its type
   * @throws IllegalArgumentException if an input is missing, of another shape, or of integers where
   *     it should be of real numbers, or the other way round
   * @throws UndefinedValueException if a node has no result for what it reads
   */
  public Map<String, TensorData> run(Map<String, TensorData> inputs) {
    return run(inputs, (value, data) -> {});
  }

  /** As {@link #run(Map)}, showing each value to an observer. */
  public Map<String, TensorData> run(Map<String, TensorData> inputs, Observer observer) {
    Map<String, TensorData> values = new HashMap<>(graph.constants());
    for (String input : graph.inputs()) {
      TensorData value = checked(input, inputs.get(input));
      values.put(input, value);
      observer.observe(input, value);
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      evaluate(node, values, observer);
      for (String input : node.inputs()) {
        if (lastReader.getOrDefault(input, -1) == i && !graph.outputs().contains(input)) {
          values.remove(input);
        }
      }
    }
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      outputs.put(output, values.get(output));
    }
    return outputs;
  }

  private TensorData checked(String input, @Nullable TensorData value) {
    ValueInfo expected = graph.info(input);
    if (value == null) {
      throw new IllegalArgumentException("input '" + input + "' (" + expected + ") is missing");
    }
    if (value.isFloating() != expected.type().isFloating()
        || !Arrays.equals(value.shape(), expected.shape())) {
      throw new IllegalArgumentException(
          "input '" + input + "' must be " + expected + ", got " + value);
    }
    return Casting.cast(value, expected.type());
  }

  private void evaluate(Node node, Map<String, TensorData> values, Observer observer) {
    Operator operator = Operators.known().find(node.domain(), node.type()).orElseThrow();
    List<@Nullable TensorData> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(values.get(input));
    }
    List<TensorData> results = evaluate(operator, node, Operands.of(operands));
    for (int i = 0; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      if (!output.isEmpty()) {
        values.put(output, results.get(i));
        observer.observe(output, results.get(i));
      }
    }
  }

  private static List<TensorData> evaluate(Operator operator, Node node, Operands operands) {
    try {
      return Evaluation.of(operator, node, operands);
    } catch (InvalidNodeException | UnsupportedNodeException e) {
      throw new UndefinedValueException(node, e);
    }
  }
}

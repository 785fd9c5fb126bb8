package dev.vouch.circuits.graph;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;

/** Finds values of a run that are no numbers, as the logarithm of 0. */
public final class FiniteValues {
  private FiniteValues() {}

  /**
   * Refuses NaN and infinities, but in values that are only compared.
   *
   * @param value name of an input or of a node's result
   * @throws UndefinedValueException naming the value and its node
   */
  public static void require(Graph graph, String value, TensorData data) {
    if (!data.isFloating()) {
      return;
    }
    for (double x : data.doubles()) {
      if (!Double.isFinite(x)) {
        if (OrderedValues.of(graph).contains(value)) {
          return;
        }
        Node node = graph.producer(value);
        throw new UndefinedValueException(
            node == null
                ? "input '" + value + "' holds NaN or infinity"
                : "value '" + value + "' of " + node + " becomes NaN or infinite");
      }
    }
  }
}

package dev.vouch.circuits.trace;

import dev.vouch.circuits.integer.Origin;
import java.util.List;

/**
 * A cell that keeps an inference from being proven. Holds values: secret.
 *
 * @param origin ONNX nodes that compute it; none for inputs and weights
 * @param primitive of the integer program that computes the cell or asserts something of it, such
 *     as {@code Requantisation}; {@code Input}, {@code Weight}
 * @param tensor name of the graph value or weight
 * @param part tensor of the circuit that holds the cell, such as {@code relu1.remainder0}; the
 *     graph value itself where the integer program is at fault
 * @param shape of that part
 * @param index one number an axis of the shape
 * @param allowed what the value may be
 */
public record CellFailure(
    Origin origin,
    String primitive,
    String tensor,
    String part,
    List<Integer> shape,
    List<Integer> index,
    long value,
    String allowed) {
  public CellFailure {
    shape = List.copyOf(shape);
    index = List.copyOf(index);
  }

  /** The node, or the input or weight: nothing secret. */
  public String where() {
    return origin.nodes().isEmpty() ? "'" + tensor + "' (" + primitive + ")" : origin.toString();
  }

  /** One line with index and value. */
  public String text() {
    return where()
        + ": "
        + (origin.nodes().isEmpty() ? "" : primitive + " '" + tensor + "', ")
        + "cell "
        + index
        + " of '"
        + part
        + "' "
        + shape
        + " is "
        + value
        + ", allowed is "
        + allowed;
  }

  /** Never values. */
  @Override
  public String toString() {
    return "CellFailure[" + where() + "]";
  }
}

package dev.vouch.circuits.integer;

import dev.vouch.verifier.circuit.ValueType;
import java.util.List;

/**
 * A named input or output of the network.
 *
 * @param name the ONNX name
 * @param type how the integers are read
 * @param shape the ONNX shape; the same row-major cells as the tensor's
 * @param tensor program tensor that holds the values
 * @param hidden committed and not shown, rather than public
 */
public record NetworkPort(
    String name, ValueType type, List<Integer> shape, int tensor, boolean hidden) {
  public NetworkPort {
    shape = List.copyOf(shape);
  }
}

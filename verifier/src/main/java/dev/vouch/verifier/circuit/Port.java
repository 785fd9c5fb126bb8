package dev.vouch.verifier.circuit;

import java.util.List;

/**
 * A named input or output of the network.
 *
 * @param name the ONNX name
 * @param type how the integers are read
 * @param shape the ONNX shape; multiplies to the size of the tensor, row-major
 * @param tensor index of the PUBLIC, INPUT or OUTPUT tensor that holds the values
 */
public record Port(String name, ValueType type, List<Integer> shape, int tensor) {
  public Port {
    shape = List.copyOf(shape);
  }
}

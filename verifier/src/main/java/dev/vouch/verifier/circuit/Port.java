package dev.vouch.verifier.circuit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named input or output of the network.
 *
 * @param name the ONNX name
 * @param type how the integers are read
 * @param shape the ONNX shape; multiplies to the size of the tensor, row-major
 * @param tensor index of the PUBLIC, INPUT or OUTPUT tensor that holds the values
 * @param slices scales of a REAL port that differ along an axis; null: its tensor's scaleExponent
 *     holds for all cells
 */
public record Port(
    String name, ValueType type, List<Integer> shape, int tensor, @Nullable SliceScales slices) {
  public Port {
    shape = List.copyOf(shape);
    if (slices != null && type != ValueType.REAL) {
      throw new IllegalArgumentException(
          "port " + name + " is " + type + " and can have no scales");
    }
  }

  /** A port of one scale. */
  public Port(String name, ValueType type, List<Integer> shape, int tensor) {
    this(name, type, shape, tensor, null);
  }

  /**
   * The scales of its cells.
   *
   * @param scaleExponent of its tensor
   */
  public CellScales scales(int scaleExponent) {
    return CellScales.of(scaleExponent, shape, slices);
  }
}

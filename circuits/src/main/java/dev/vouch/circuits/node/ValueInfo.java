package dev.vouch.circuits.node;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value before anything is computed: element type and static shape.
 *
 * @param shape lengths of the axes; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record ValueInfo(DataType type, int... shape) {
  public ValueInfo {
    Shape.size(shape);
  }

  /** Type and shape of a tensor. */
  public static ValueInfo of(TensorData tensor) {
    return new ValueInfo(tensor.type(), tensor.shape());
  }

  /** The number of axes; 0 for a scalar. */
  public int rank() {
    return shape.length;
  }

  /** Number of cells. */
  public int size() {
    return Shape.size(shape);
  }

  /** The same element type with another shape. */
  public ValueInfo withShape(int... newShape) {
    return new ValueInfo(type, newShape);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueInfo that && type == that.type && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return type.displayName() + Arrays.toString(shape);
  }
}

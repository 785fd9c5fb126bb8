package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/** Operands of operators on tables: rows of features, in float32. */
public final class Rows {
  private Rows() {}

  /**
   * A value as FLOAT of shape [rows, features]; a vector is one row.
   *
   * @throws InvalidNodeException if it has another number of axes
   */
  public static String of(Expansion expansion, String value) {
    String floats = floats(expansion, value);
    int[] shape = expansion.info(value).shape();
    return switch (shape.length) {
      case 1 ->
          expansion.add("row", "Reshape", floats, expansion.add("one", TensorData.ofVector(1, -1)));
      case 2 -> floats;
      default ->
          throw new InvalidNodeException(
              "features of shape " + Arrays.toString(shape) + ", not [rows, features]");
    };
  }

  /** A value as FLOAT. */
  static String floats(Expansion expansion, String value) {
    return expansion.info(value).type() == DataType.FLOAT
        ? value
        : expansion.cast("float", value, DataType.FLOAT);
  }

  /** A known row of numbers. */
  static String row(Expansion expansion, String part, DataType type, double... values) {
    return expansion.add(part, TensorData.ofDoubles(type, new int[] {values.length}, values));
  }

  /**
   * Refuses a list that has neither one number, which counts for all features, nor one for each.
   *
   * @param shape of the operand
   */
  static void requireOneEach(int[] shape, String attribute, int length) {
    int features = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (length != 1 && (length != features || shape.length > 2)) {
      throw new InvalidNodeException(
          length
              + " numbers in '"
              + attribute
              + "' for features of shape "
              + Arrays.toString(shape));
    }
  }
}

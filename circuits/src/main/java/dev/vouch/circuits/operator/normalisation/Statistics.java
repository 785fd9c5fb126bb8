package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Nodes for statistics of a value over some of its axes, which are kept with length 1, and for what
 * is made of them.
 *
 * @param axes that the statistics are over
 */
@SuppressWarnings("ArrayRecordComponent")
record Statistics(Expansion expansion, long... axes) {
  /** All axes from {@code first} on. */
  static Statistics from(Expansion expansion, int first, int rank) {
    return new Statistics(expansion, LongStream.range(first, rank).toArray());
  }

  String mean(String part, String x) {
    String over = expansion.add("axes", TensorData.ofVector(axes));
    return expansion.add(part, "ReduceMean", List.of(x, over), Map.of());
  }

  String sum(String part, String x) {
    String over = expansion.add("axes", TensorData.ofVector(axes));
    return expansion.add(part, "ReduceSum", List.of(x, over), Map.of());
  }

  String meanSquare(String part, String x) {
    return mean(part, binary("square", "Mul", x, x));
  }

  /** 1 / √(x + epsilon). */
  String inverseRoot(String part, String x, double epsilon) {
    String moved = binary("moved", "Add", x, number("epsilon", x, epsilon));
    return power(part, moved, -0.5);
  }

  String power(String part, String x, double exponent) {
    return binary(part, "Pow", x, number("exponent", x, exponent));
  }

  String binary(String part, String type, String left, String right) {
    return expansion.add(part, type, List.of(left, right), Map.of());
  }

  /** A number of the type of a value. */
  String number(String part, String like, double number) {
    DataType type = expansion.info(like).type();
    if (!type.isFloating()) {
      throw new InvalidNodeException("norms are of real numbers, got " + type);
    }
    return expansion.add(
        part, TensorData.ofDoubles(type, new int[0], new double[] {type.round(number)}));
  }

  String reshape(String part, String x, long... shape) {
    String lengths = expansion.add("shape", TensorData.ofVector(shape));
    return expansion.add(part, "Reshape", List.of(x, lengths), Map.of());
  }

  static Attribute integer(long value) {
    return new Attribute.Integer(value);
  }
}

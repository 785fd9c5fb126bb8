package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Exact sums of products of quantised integers, as int32: what quantised layers begin with. */
final class IntegerProduct {
  private IntegerProduct() {}

  /**
   * x − zero as int32.
   *
   * @param zeroPoint input that holds the zero point of all cells, or those of slices; may be left
   *     out
   * @param axis of x whose slices they belong to
   */
  static String centred(Node node, Expansion expansion, int operand, int zeroPoint, int axis) {
    ValueInfo given = expansion.info(node.input(operand));
    if (!given.type().isInteger() || given.type().bits() > Byte.SIZE) {
      throw new InvalidNodeException("operand " + operand + " is " + given);
    }
    String x = expansion.cast("int32", node.input(operand), DataType.INT32);
    if (!node.hasInput(zeroPoint)) {
      return x;
    }
    ValueInfo zeros = expansion.info(node.input(zeroPoint));
    if (zeros.size() != 1 && zeros.rank() == 1 && zeros.size() != given.shape()[axis]) {
      throw new InvalidNodeException(
          zeros.size() + " zero points of " + given + " along axis " + axis);
    }
    TensorData known = expansion.constant(node.input(zeroPoint));
    if (known != null
        && !known.isFloating()
        && Arrays.stream(known.longs()).allMatch(zero -> zero == 0)) {
      return x;
    }
    String zero = expansion.cast("zero", node.input(zeroPoint), DataType.INT32);
    if (zeros.size() == 1) {
      zero = reshaped(expansion, zero);
    } else if (zeros.rank() == 1) {
      long[] shape = new long[given.rank()];
      Arrays.fill(shape, 1);
      shape[axis] = zeros.size();
      zero = reshaped(expansion, zero, shape);
    }
    return expansion.add("centred", "Sub", x, zero);
  }

  private static String reshaped(Expansion expansion, String value, long... shape) {
    return expansion.add(
        "spread", "Reshape", value, expansion.add("shape", TensorData.ofVector(shape)));
  }

  /** The convolution of centred operands, with the attributes of the node's own. */
  static String convolution(Node node, Expansion expansion, String x, String w, String bias) {
    if (!bias.isEmpty() && expansion.info(bias).type() != DataType.INT32) {
      throw new InvalidNodeException("the bias is " + expansion.info(bias));
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>(node.attributes());
    List<String> inputs = bias.isEmpty() ? List.of(x, w) : List.of(x, w, bias);
    return expansion.add("sums", "Conv", inputs, attributes);
  }
}

package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * What quantised operators read beside their operands: scales and zero points, which are constant.
 */
final class QuantisedParameter {
  private static final String SCALES = "scales";

  private QuantisedParameter() {}

  /**
   * Scales, as float32 numbers.
   *
   * @throws UnsupportedNodeException if they are computed
   */
  static float[] scales(Node node, Expansion expansion, int index) {
    TensorData scales = constant(node, expansion, index, SCALES);
    float[] result = new float[scales.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) scales.doubleAt(i);
      if (!(result[i] > 0) || Float.isInfinite(result[i])) {
        throw new InvalidNodeException("scale " + scales.doubleAt(i) + " is no positive number");
      }
    }
    return result;
  }

  /** One scale, of all cells: of an operand or result of which each slice cannot have its own. */
  static float onlyScale(Node node, Expansion expansion, int index) {
    float[] scales = scales(node, expansion, index);
    if (scales.length != 1) {
      throw new UnsupportedNodeException(
          "input " + index + " has " + scales.length + " scales where one is supported");
    }
    return scales[0];
  }

  /** The type of the result, and its one zero point, which both follow from an input. */
  static QuantisedType result(Node node, Expansion expansion, int index) {
    TensorData zero = constant(node, expansion, index, "zero points");
    if (zero.size() != 1) {
      throw new UnsupportedNodeException(
          "the result has " + zero.size() + " zero points where one is supported");
    }
    return new QuantisedType(zero.type(), zero.longs()[0]);
  }

  /** The type of an operand, and its one zero point; 0 if that is left out. */
  static QuantisedType operand(Node node, Expansion expansion, int operand, int zeroPoint) {
    if (!node.hasInput(zeroPoint)) {
      ValueInfo info = expansion.info(node.input(operand));
      return new QuantisedType(info.type(), 0);
    }
    return result(node, expansion, zeroPoint);
  }

  private static TensorData constant(Node node, Expansion expansion, int index, String what) {
    TensorData value = expansion.constant(node.input(index));
    if (value == null) {
      throw new UnsupportedNodeException(
          what + " must be constant, but input " + index + " depends on the model's input");
    }
    if (value.isFloating() != what.equals(SCALES) || value.size() == 0) {
      throw new InvalidNodeException(what + " are " + value);
    }
    return value;
  }

  /** fl32(fl32(x · w) / y) for each w: what integer sums of products are multiplied with. */
  static double[] ofProducts(float x, float[] w, float y) {
    double[] scales = new double[w.length];
    Arrays.setAll(scales, i -> (x * w[i]) / y);
    return scales;
  }
}

package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * DequantizeLinear (ai.onnx from opset 10): (x − x_zero_point) · x_scale, where scale and zero
 * point are one number, one a slice of {@code axis}, or since opset 21 one a block of {@code
 * block_size} entries along it. Weights that are stored as integers are computed when the model is
 * imported.
 */
final class DequantizeLinear implements Expanded {
  private static final int SCALE = 1;
  private static final int ZERO_POINT = 2;

  @Override
  public String type() {
    return "DequantizeLinear";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    ValueInfo x = expansion.info(node.inputs().get(0));
    ValueInfo scale = expansion.info(node.inputs().get(SCALE));
    if (x.type().isFloating() || !scale.type().isFloating()) {
      throw new InvalidNodeException("x is " + x + ", its scale " + scale);
    }
    long given = node.integer("output_dtype", 0);
    DataType type = given == 0 ? scale.type() : DataType.ofOnnxCode((int) given);
    String centred = cast(expansion, "integer", node.inputs().get(0), type);
    if (node.hasInput(ZERO_POINT)) {
      String zero = cast(expansion, "zero", spread(node, expansion, ZERO_POINT, x), type);
      centred = expansion.add("centred", "Sub", List.of(centred, zero), Map.of());
    }
    String factor = cast(expansion, "factor", spread(node, expansion, SCALE, x), type);
    expansion.output(0, expansion.add("real", "Mul", List.of(centred, factor), Map.of()));
  }

  private static String cast(Expansion expansion, String part, String value, DataType type) {
    return expansion.add(
        part, "Cast", List.of(value), Map.of("to", new Attribute.Integer(type.onnxCode())));
  }

  /** A scale or zero point in a shape that broadcasts to that of x. */
  private static String spread(Node node, Expansion expansion, int index, ValueInfo x) {
    String value = node.inputs().get(index);
    ValueInfo info = expansion.info(value);
    if (info.size() == 1 && info.rank() <= 1) {
      return info.rank() == 0 ? value : reshaped(expansion, value);
    }
    int axis = Shape.axis(node.integer("axis", 1), x.rank());
    if (node.integer("block_size", 0) > 0) {
      return repeated(node, expansion, value, axis, x);
    }
    if (info.rank() != 1 || info.size() != x.shape()[axis]) {
      throw new InvalidNodeException(
          "scale and zero point of " + x + " along axis " + axis + " are " + info);
    }
    long[] shape = new long[x.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = info.size();
    return reshaped(expansion, value, shape);
  }

  private static String reshaped(Expansion expansion, String value, long... shape) {
    String target = expansion.add("shape", TensorData.ofVector(shape));
    return expansion.add("spread", "Reshape", List.of(value, target), Map.of());
  }

  /** Each entry along an axis {@code block_size} times, as far as x reaches. */
  private static String repeated(
      Node node, Expansion expansion, String value, int axis, ValueInfo x) {
    TensorData blocks = expansion.constant(value);
    if (blocks == null) {
      throw new UnsupportedNodeException(
          "scale and zero point of blocks must be constant, but they depend on the model's input");
    }
    long size = node.integer("block_size", 0);
    int[] shape = blocks.shape().clone();
    boolean fits = shape.length == x.rank();
    for (int i = 0; fits && i < shape.length; i++) {
      int wanted = x.shape()[i];
      fits = shape[i] == (i == axis ? (int) ((wanted + size - 1) / size) : wanted);
    }
    if (!fits) {
      throw new InvalidNodeException("blocks of " + x + " along axis " + axis + " are " + blocks);
    }
    int inner = Shape.size(x.shape(), axis + 1, x.rank());
    int length = x.shape()[axis];
    int[] cells = new int[x.size()];
    for (int i = 0; i < cells.length; i++) {
      int block = (int) (i / inner % length / size);
      cells[i] = (i / inner / length * shape[axis] + block) * inner + i % inner;
    }
    return expansion.add("spread", blocks.gather(cells, x.shape()));
  }
}

package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * MaxUnpool: each cell goes where the indices of a MaxPool say its maximum was, among 0. Indices
 * count the cells of all images and channels, and stay within the cell's own. A larger {@code
 * output_shape} has further 0 behind.
 */
final class MaxUnpool implements Expanded {
  private static final int OUTPUT_SHAPE = 2;

  @Override
  public String type() {
    return "MaxUnpool";
  }

  @Override
  public int sinceOpset() {
    return 9;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int[] data = expansion.info(node.input(0)).shape();
    if (data.length < 3 || !Arrays.equals(data, expansion.info(node.input(1)).shape())) {
      throw new InvalidNodeException(
          "values " + expansion.info(node.input(0)) + ", indices " + expansion.info(node.input(1)));
    }
    int[] whole = unpooled(node, data);
    int size = Shape.size(whole, 2, whole.length);
    int count = Shape.size(data, 2, data.length);
    Steps steps = new Steps("", expansion);
    DataType type = expansion.info(node.input(0)).type();
    int[] flat = {data[0], data[1], size};
    String zeros =
        steps.known("zeros", TensorData.ofDoubles(type, flat, new double[Shape.size(flat)]));
    String places = places(steps, node.input(1), size, data[0], data[1], count);
    String values = steps.reshape("values", node.input(0), data[0], data[1], count);
    String placed =
        steps.add(
            "placed", "ScatterElements", "axis", new Attribute.Integer(2), zeros, places, values);
    long[] shape = Arrays.stream(whole).asLongStream().toArray();
    String result = steps.reshape("planes", placed, shape);
    expansion.output(0, node.hasInput(OUTPUT_SHAPE) ? padded(steps, node, result, whole) : result);
  }

  /**
   * The indices within each plane; one that lies before it becomes one behind it.
   *
   * @param shape of the result: samples, channels and cells of a plane
   */
  private static String places(Steps steps, String indices, int size, long... shape) {
    String rows = steps.reshape("indices", indices, shape);
    int[] column = {(int) shape[0], (int) shape[1], 1};
    long[] starts = LongStream.range(0, Shape.size(column)).map(plane -> plane * size).toArray();
    String first = steps.known("starts", TensorData.ofLongs(DataType.INT64, column, starts));
    String place = steps.add("places", "Sub", rows, first);
    String before = steps.add("before", "Less", place, integer(steps, "none", 0));
    return steps.add("refused", "Where", before, integer(steps, "behind", size), place);
  }

  private static String integer(Steps steps, String part, long value) {
    return steps.known(part, TensorData.ofLongs(DataType.INT64, new int[0], value));
  }

  /** Shape of what was pooled, by the windows. */
  private static int[] unpooled(Node node, int... data) {
    int axes = data.length - 2;
    long[] kernel = node.integers("kernel_shape");
    long[] strides = node.integers("strides");
    long[] pads = node.integers("pads");
    if (kernel == null
        || kernel.length != axes
        || (strides != null && strides.length != axes)
        || (pads != null && pads.length != 2 * axes)) {
      throw new InvalidNodeException("windows for data " + Arrays.toString(data));
    }
    int[] shape = data.clone();
    for (int axis = 0; axis < axes; axis++) {
      long stride = strides == null ? 1 : strides[axis];
      long pad = pads == null ? 0 : pads[axis] + pads[axes + axis];
      shape[axis + 2] = Math.toIntExact((data[axis + 2] - 1) * stride - pad + kernel[axis]);
      if (shape[axis + 2] < 1) {
        throw new InvalidNodeException("nothing is left of axis " + (axis + 2));
      }
    }
    return shape;
  }

  private static String padded(Steps steps, Node node, String result, int... whole) {
    TensorData wanted = steps.expansion().constant(node.input(OUTPUT_SHAPE));
    if (wanted == null) {
      throw new UnsupportedNodeException("output_shape must be constant");
    }
    long[] pads = new long[2 * whole.length];
    for (int axis = 0; axis < whole.length; axis++) {
      pads[whole.length + axis] =
          wanted.size() == whole.length ? wanted.longs()[axis] - whole[axis] : -1;
      if (pads[whole.length + axis] < 0) {
        throw new InvalidNodeException(
            "output_shape "
                + Arrays.toString(wanted.longs())
                + " for windows over "
                + Arrays.toString(whole));
      }
    }
    return Arrays.stream(pads).allMatch(pad -> pad == 0)
        ? result
        : steps.add("padded", "Pad", result, steps.integers("pads", pads));
  }
}

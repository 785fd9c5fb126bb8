package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Axes;
import dev.vouch.circuits.operator.Lengths;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a node that resizes says of each axis: from scales, or from sizes, which since opset 18 may
 * only bound an image that keeps its proportions. Both may be of some axes only since opset 18.
 *
 * @param shape of the result
 * @param axes what is read along each
 */
@SuppressWarnings("ArrayRecordComponent")
record Resampling(int[] shape, List<AxisWeights> axes) {
  private static final int FIRST_WITH_MODES = 11;
  private static final int FIRST_WITH_SCALES_INPUT = 9;

  /** Whether the node is of a form without coordinate modes: Upsample, or Resize before 11. */
  static boolean isLegacy(Node node) {
    return node.type().equals("Upsample") || node.opset() < FIRST_WITH_MODES;
  }

  static Resampling of(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] listed = listed(node, data.length);
    double[] given = scales(node, inputs);
    boolean bySizes = given.length == 0;
    double[] scales = bySizes ? scalesOfSizes(node, inputs, data, listed) : given;
    requireEntries("scales", scales.length, listed.length);
    double[] roi = roi(node, inputs, listed.length);
    int[] shape = data.clone();
    AxisWeights[] axes = new AxisWeights[data.length];
    for (int i = 0; i < listed.length; i++) {
      int axis = listed[i];
      float scale = (float) scales[i];
      if (!(scale > 0)) {
        throw new InvalidNodeException("a scale of " + scale);
      }
      double length = bySizes ? Math.floor(scales[i] * data[axis] + 0.5) : scale * data[axis];
      shape[axis] = Lengths.of((long) length)[0];
      axes[axis] =
          AxisWeights.of(
              node,
              new Coordinates(
                  mode(node),
                  data[axis],
                  shape[axis],
                  scale,
                  (float) roi[i],
                  (float) roi[listed.length + i]));
    }
    for (int axis = 0; axis < axes.length; axis++) {
      if (Arrays.stream(listed).noneMatch(Integer.valueOf(axis)::equals)) {
        axes[axis] = AxisWeights.identity(data[axis]);
      }
    }
    return new Resampling(shape, List.of(axes));
  }

  private static String mode(Node node) {
    return isLegacy(node)
        ? "asymmetric"
        : node.text("coordinate_transformation_mode", "half_pixel");
  }

  private static int[] listed(Node node, int rank) {
    long[] axes = node.integers("axes");
    if (axes == null) {
      return IntStream.range(0, rank).toArray();
    }
    Axes.marked(axes, rank);
    return Arrays.stream(axes).mapToInt(axis -> Shape.axis(axis, rank)).toArray();
  }

  private static void requireEntries(String what, int count, int wanted) {
    if (count != wanted) {
      throw new InvalidNodeException(what + " has " + count + " entries for " + wanted + " axes");
    }
  }

  /** The scales; empty if sizes are given instead. */
  private static double[] scales(Node node, Inference inputs) {
    if (node.type().equals("Upsample") && node.opset() < FIRST_WITH_SCALES_INPUT) {
      double[] scales = node.reals("scales");
      if (scales == null) {
        throw new InvalidNodeException("attribute 'scales' is missing");
      }
      return scales;
    }
    TensorData scales = known(inputs, isLegacy(node) ? 1 : 2, "scales");
    return scales == null ? new double[0] : scales.toDoubles();
  }

  private static @Nullable TensorData known(Inference inputs, int index, String meaning) {
    if (inputs.has(index) && inputs.constant(index) == null) {
      throw new UnsupportedNodeException(
          "input '" + meaning + "' must be constant, but it depends on the model's input");
    }
    return inputs.constant(index);
  }

  private static double[] scalesOfSizes(Node node, Inference inputs, int[] data, int... listed) {
    long[] sizes = isLegacy(node) ? null : inputs.constantIntegers(3, "sizes");
    if (sizes == null) {
      throw new InvalidNodeException("neither scales nor sizes are given");
    }
    requireEntries("sizes", sizes.length, listed.length);
    double[] scales = new double[sizes.length];
    Arrays.setAll(scales, i -> (double) sizes[i] / data[listed[i]]);
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    switch (policy) {
      case "stretch" -> {}
      case "not_larger" -> Arrays.fill(scales, Arrays.stream(scales).min().orElse(1));
      case "not_smaller" -> Arrays.fill(scales, Arrays.stream(scales).max().orElse(1));
      default -> throw new InvalidNodeException("keep_aspect_ratio_policy '" + policy + "'");
    }
    return scales;
  }

  /** Starts, then ends of the region of interest. */
  private static double[] roi(Node node, Inference inputs, int axes) {
    double[] whole = new double[2 * axes];
    Arrays.fill(whole, axes, whole.length, 1);
    if (!mode(node).equals(Coordinates.CROP)) {
      return whole;
    }
    TensorData roi = known(inputs, 1, "roi");
    if (roi == null) {
      throw new InvalidNodeException("the region of interest is missing");
    }
    requireEntries("roi", roi.size(), whole.length);
    return roi.toDoubles();
  }

  /** Whether each cell of the result is one of the data's, or beyond it. */
  boolean isChoice() {
    return axes.stream().allMatch(axis -> axis.cells().length > 0);
  }

  /**
   * The data's cell for each cell of the result where the axes in question are resized by choice,
   * and others stay: −1 beyond a crop.
   *
   * @param data its shape
   */
  int[] chosen(int... data) {
    int[] cells = {0};
    for (int axis = 0; axis < data.length; axis++) {
      int[] along = axes.get(axis).cells();
      int[] positions = along.length > 0 ? along : IntStream.range(0, data[axis]).toArray();
      int[] outer = cells;
      cells = new int[Math.multiplyExact(outer.length, positions.length)];
      for (int i = 0; i < cells.length; i++) {
        int before = outer[i / positions.length];
        int position = positions[i % positions.length];
        cells[i] = before < 0 || position < 0 ? -1 : before * data[axis] + position;
      }
    }
    return cells;
  }

  /** Which cells of the result lie beyond a crop; null if none. */
  boolean @Nullable [] beyond() {
    boolean[] beyond = new boolean[Shape.size(shape)];
    boolean any = false;
    int[] strides = Shape.strides(shape);
    for (int cell = 0; cell < beyond.length; cell++) {
      for (int axis = 0; axis < shape.length; axis++) {
        beyond[cell] |= axes.get(axis).beyond(cell / strides[axis] % shape[axis]);
      }
      any |= beyond[cell];
    }
    return any ? beyond : null;
  }
}

package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Axes;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One value from all cells along some axes, or along all axes when none are given, unless {@code
 * noop_with_empty_axes}. The axes are an input since opset 18.
 */
abstract class Reduction implements Operator {
  private static final int FIRST_WITH_AXES_INPUT = 18;

  /** The value of {@code count} numbers from {@code from} on. */
  abstract double reduce(double[] values, int from, int count);

  /** The value of {@code count} integers from {@code from} on. */
  abstract long reduce(long[] values, int from, int count);

  /** First opset in which the axes are an input. */
  int firstOpsetWithAxesInput() {
    return FIRST_WITH_AXES_INPUT;
  }

  /** For each axis of the input, whether it is reduced. */
  final boolean[] reduced(Node node, Inference inputs) {
    int rank = inputs.input(0).rank();
    long[] axes = Axes.given(node, inputs, 1, firstOpsetWithAxesInput());
    if (axes == null || axes.length == 0) {
      boolean[] all = new boolean[rank];
      Arrays.fill(all, !node.flag("noop_with_empty_axes", false));
      return all;
    }
    return Axes.marked(axes, rank);
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    return List.of(
        data.withShape(shape(data.shape(), reduced(node, inputs), node.flag("keepdims", true))));
  }

  private static int[] shape(int[] shape, boolean[] reduced, boolean keepDimensions) {
    return IntStream.range(0, shape.length)
        .filter(axis -> keepDimensions || !reduced[axis])
        .map(axis -> reduced[axis] ? 1 : shape[axis])
        .toArray();
  }

  /** The shape without one axis, or with length 1 there. */
  static int[] without(int[] shape, int axis, boolean keepDimensions) {
    boolean[] reduced = new boolean[shape.length];
    reduced[axis] = true;
    return shape(shape, reduced, keepDimensions);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Inference inference = inputs.asInference();
    int[] shape = infer(node, inference).get(0).shape();
    boolean[] reduced = reduced(node, inference);
    TensorData rows = reducedAxesLast(data, reduced);
    int size = Shape.size(shape);
    int count = size == 0 ? 0 : rows.size() / size;
    if (data.isFloating()) {
      double[] result = new double[size];
      for (int i = 0; i < size; i++) {
        result[i] = reduce(rows.doubles(), i * count, count);
      }
      return List.of(TensorData.ofDoubles(data.type(), shape, result));
    }
    long[] result = new long[size];
    for (int i = 0; i < size; i++) {
      result[i] = data.type().wrap(reduce(rows.longs(), i * count, count));
    }
    return List.of(TensorData.ofLongs(data.type(), shape, result));
  }

  private static TensorData reducedAxesLast(TensorData data, boolean[] reduced) {
    int[] strides = Shape.strides(data.shape());
    int[] order =
        IntStream.concat(
                IntStream.range(0, reduced.length).filter(axis -> !reduced[axis]),
                IntStream.range(0, reduced.length).filter(axis -> reduced[axis]))
            .toArray();
    int[] shape = Arrays.stream(order).map(axis -> data.shape()[axis]).toArray();
    return data.gather(
        StridedView.cells(shape, Arrays.stream(order).map(axis -> strides[axis]).toArray(), 0),
        shape);
  }

  /**
   * Of sums, means and extrema slices along an axis that is not reduced are scaled with the
   * result's.
   */
  final void keptFactors(Node node, Inference inputs, SliceFactors factors) {
    int[] shape = inputs.input(0).shape();
    boolean[] reduced = reduced(node, inputs);
    boolean keepDimensions = node.flag("keepdims", true);
    int target = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (!reduced[axis]) {
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(0, target), shape[axis]);
      }
      target += reduced[axis] && !keepDimensions ? 0 : 1;
    }
  }

  /** Labels of the axes that are not reduced. */
  static String keptLabels(boolean[] reduced) {
    StringBuilder kept = new StringBuilder();
    for (int axis = 0; axis < reduced.length; axis++) {
      if (!reduced[axis]) {
        kept.append(Labels.of(reduced.length).charAt(axis));
      }
    }
    return kept.toString();
  }
}

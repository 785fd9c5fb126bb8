package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Averages;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Window;
import java.util.Arrays;
import java.util.List;

/**
 * AveragePool: the mean under a window, over the input's cells or, with {@code count_include_pad},
 * over the padding's too.
 */
final class AveragePool implements Lowered {
  @Override
  public String type() {
    return "AveragePool";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(Pooling.infer(node, inputs));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Window window = Pooling.window(node, data.shape());
    int[] shape = Pooling.output(ValueInfo.of(data), window).shape();
    return List.of(
        Casting.ofComputed(data.type(), shape, means(data, window, divisors(node, window))));
  }

  /** By how many cells the sum at each output position is divided. */
  static int[] divisors(Node node, Window window) {
    boolean includePadding = node.flag("count_include_pad", false);
    int[] divisors = {1};
    for (int axis = 0; axis < window.input().length; axis++) {
      int[] previous = divisors;
      divisors = new int[previous.length * window.output()[axis]];
      for (int i = 0; i < divisors.length; i++) {
        int position = i % window.output()[axis];
        divisors[i] =
            previous[i / window.output()[axis]] * counted(window, axis, position, includePadding);
      }
    }
    return divisors;
  }

  /**
   * Taps along one axis that count: cells beyond the padding, where ceil_mode may reach, never do.
   */
  private static int counted(Window window, int axis, int position, boolean includePadding) {
    long from = includePadding ? -(long) window.padBegin()[axis] : 0;
    long to = window.input()[axis] + (includePadding ? (long) window.padEnd()[axis] : 0);
    int count = 0;
    for (int tap = 0; tap < window.kernel()[axis]; tap++) {
      long cell = window.position(axis, position, tap);
      count += cell >= from && cell < to ? 1 : 0;
    }
    return count;
  }

  static double[] means(TensorData data, Window window, int[] divisors) {
    double[] source = data.toDoubles();
    int[] cells = window.cells();
    int positions = window.positions();
    int channelCells = Shape.size(window.input());
    double[] result = new double[Shape.size(Pooling.channels(data), positions)];
    for (int channel = 0; channel < Pooling.channels(data); channel++) {
      int start = channel * channelCells;
      int target = channel * positions;
      for (int i = 0; i < cells.length; i++) {
        result[target + i % positions] += cells[i] < 0 ? 0 : source[start + cells[i]];
      }
      for (int position = 0; position < positions; position++) {
        result[target + position] /= divisors[position];
      }
    }
    return result;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    Pooling.factors(inputs.input(0), factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.AFFINE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire data = context.wires().of(node.inputs().get(0));
    Window window = Pooling.window(node, context.graph().info(node.inputs().get(0)).shape());
    int axes = window.output().length;
    String positions = "pqrstj".substring(0, axes);
    String result = "nc" + positions;
    String read = result + "uvwxyz".substring(0, axes);
    Wire patches = window.windows().over(context, data);
    int[] divisors = divisors(node, window);
    boolean uniform = Arrays.stream(divisors).distinct().count() == 1;
    context
        .wires()
        .bind(
            output,
            uniform
                ? Averages.lower(context, output, result, patches, read, divisors[0])
                : Averages.lower(
                    context,
                    output,
                    result,
                    patches,
                    read,
                    new Averages.Counts(divisors, window.output(), positions)));
  }
}

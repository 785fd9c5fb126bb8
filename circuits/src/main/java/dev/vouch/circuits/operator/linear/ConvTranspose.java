package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.TransposedConvolution;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.TransposedWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * ConvTranspose: each input cell adds the kernel, times its value, to the output around its
 * position; over any number of spatial axes, with groups, strides, dilations and padding, which is
 * cut off the output.
 */
final class ConvTranspose implements Lowered {
  @Override
  public String type() {
    return "ConvTranspose";
  }

  /**
   * What a transposed convolution reads from its attributes and shapes.
   *
   * @param groupInputs input channels of one group
   * @param groupOutputs output channels of one group
   */
  private record Geometry(
      int batch, int groups, int groupInputs, int groupOutputs, TransposedWindow window) {
    static Geometry of(Node node, Inference inputs) {
      int[] data = inputs.input(0).shape();
      int[] weights = inputs.input(1).shape();
      int groups = Lengths.of(node.integer("group", 1))[0];
      if (data.length < 3
          || weights.length != data.length
          || groups < 1
          || weights[0] != data[1]
          || data[1] % groups != 0) {
        throw new InvalidNodeException(
            "weights "
                + Arrays.toString(weights)
                + " in "
                + groups
                + " groups for data "
                + Arrays.toString(data));
      }
      int channels = Math.multiplyExact(groups, weights[1]);
      if (inputs.has(2) && !Arrays.equals(inputs.input(2).shape(), new int[] {channels})) {
        throw new InvalidNodeException(
            "bias " + inputs.input(2) + " for " + channels + " channels");
      }
      TransposedWindow window =
          TransposedWindow.of(
              node,
              Arrays.copyOfRange(data, 2, data.length),
              Arrays.copyOfRange(weights, 2, weights.length));
      return new Geometry(data[0], groups, data[1] / groups, weights[1], window);
    }

    int[] shape() {
      return IntStream.concat(
              IntStream.of(batch, groups * groupOutputs), IntStream.of(window.output()))
          .toArray();
    }

    /** Lengths of the kernel's axes in that order, then the taps. */
    int[] kernelLengths(int... channels) {
      return IntStream.concat(IntStream.of(channels), IntStream.of(window.kernel())).toArray();
    }
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0).withShape(Geometry.of(node, inputs).shape()));
  }

  @Override
  public long macs(Node node, Inference inputs) {
    Geometry geometry = Geometry.of(node, inputs);
    return Math.multiplyExact(
        (long) inputs.input(0).size(),
        (long) geometry.groupOutputs() * Shape.size(geometry.window().kernel()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Geometry geometry = Geometry.of(node, inputs.asInference());
    double[] source = data.toDoubles();
    double[] weights = taps(inputs.get(1).toDoubles(), geometry);
    int[] cells = geometry.window().cells();
    int positions = Shape.size(geometry.window().input());
    int taps = Shape.size(geometry.window().kernel());
    int rows = geometry.groupOutputs() * taps;
    int outputs = Shape.size(geometry.window().output());
    double[] result = new double[Shape.size(geometry.shape())];
    for (int part = 0; part < geometry.batch() * geometry.groups(); part++) {
      double[] added = new double[Shape.size(rows, positions)];
      MatrixProduct.add(
          weights,
          part % geometry.groups() * rows * geometry.groupInputs(),
          source,
          part * geometry.groupInputs() * positions,
          added,
          0,
          rows,
          geometry.groupInputs(),
          positions);
      for (int i = 0; i < added.length; i++) {
        int cell = cells[i % cells.length];
        if (cell >= 0) {
          result[(part * geometry.groupOutputs() + i / cells.length) * outputs + cell] += added[i];
        }
      }
    }
    if (inputs.optional(2) != null) {
      TensorData bias = inputs.get(2);
      for (int i = 0; i < result.length; i++) {
        result[i] += bias.doubleAt(i / outputs % bias.size());
      }
    }
    return List.of(Casting.ofComputed(data.type(), geometry.shape(), result));
  }

  /** The kernel of each group as a matrix: rows are (output channel, tap), columns are inputs. */
  private static double[] taps(double[] weights, Geometry geometry) {
    int rows = geometry.groupOutputs() * Shape.size(geometry.window().kernel());
    return swapped(weights, geometry.groups(), geometry.groupInputs(), rows, 1);
  }

  /** Values with the second and third of four axes exchanged. */
  private static double[] swapped(double[] values, int outer, int second, int third, int inner) {
    double[] swapped = new double[values.length];
    int next = 0;
    for (int i = 0; i < outer; i++) {
      for (int k = 0; k < third; k++) {
        for (int j = 0; j < second; j++) {
          System.arraycopy(values, ((i * second + j) * third + k) * inner, swapped, next, inner);
          next += inner;
        }
      }
    }
    return swapped;
  }

  /** Filters are scaled with their channels of the result and against those that they read. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.constant(1) == null || (inputs.has(2) && inputs.constant(2) == null)) {
      return;
    }
    int inputAxis = inputs.input(1).rank() - 1;
    factors.constant(1, inputAxis, Axis.ofOperand(0, 1), -1);
    if (Geometry.of(node, inputs).groups() == 1) {
      factors.constant(1, inputAxis - 1, Axis.ofResult(0, 1), 1);
      factors.constant(2, 0, Axis.ofResult(0, 1), 1);
    }
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Geometry geometry = Geometry.of(node, context.graph().inference(node));
    Wire data = context.rescaling().narrow(context.wires().of(node.inputs().get(0)));
    List<Integer> grouped = new ArrayList<>(data.view().shape());
    grouped.set(1, geometry.groupInputs());
    grouped.add(1, geometry.groups());
    Wire x = context.rearranging().reshape(data, grouped);
    if (context.graph().isConstant(node.inputs().get(1))) {
      lowerWithWeights(node, context, geometry, x);
      return;
    }
    Wire kernel = context.rescaling().narrow(context.wires().of(node.inputs().get(1)));
    int[] lengths =
        geometry.kernelLengths(geometry.groups(), geometry.groupInputs(), geometry.groupOutputs());
    Wire taps = context.rearranging().reshape(kernel, IntStream.of(lengths).boxed().toList());
    Weights bias = bias(node, context, geometry);
    Wire sum =
        TransposedConvolution.lower(context, output, x, taps, bias, geometry.window().windows());
    context.wires().bind(output, context.rearranging().reshape(sum, context.graph().shape(output)));
  }

  private static @Nullable Weights bias(Node node, LoweringContext context, Geometry geometry) {
    if (!node.hasInput(2)) {
      return null;
    }
    int[] channels = {geometry.groups(), geometry.groupOutputs()};
    String name = node.inputs().get(2);
    return new Weights(name, channels, "go", context.graph().constant(name).toDoubles());
  }

  private static void lowerWithWeights(
      Node node, LoweringContext context, Geometry geometry, Wire x) {
    String output = node.outputs().get(0);
    String name = node.inputs().get(1);
    int[] channels = {geometry.groups(), geometry.groupOutputs()};
    double[] kernel =
        swapped(
            context.graph().constant(name).toDoubles(),
            geometry.groups(),
            geometry.groupInputs(),
            geometry.groupOutputs(),
            Shape.size(geometry.window().kernel()));
    int[] lengths =
        geometry.kernelLengths(geometry.groups(), geometry.groupOutputs(), geometry.groupInputs());
    String labels = "goi" + "uvwxyz".substring(0, geometry.window().kernel().length);
    String biasName = node.hasInput(2) ? node.inputs().get(2) : output + ".bias";
    FoldedNormalization normalisation =
        FoldedNormalization.after(output, Shape.size(channels), context);
    Weights bias = bias(node, context, geometry);
    Wire sum =
        TransposedConvolution.lower(
            context,
            normalisation.output(),
            x,
            normalisation.applyTo(new Weights(name, lengths, labels, kernel), "go"),
            normalisation.applyTo(output, biasName, bias, channels, "go"),
            geometry.window().windows());
    context
        .wires()
        .bind(
            normalisation.output(),
            context.rearranging().reshape(sum, context.graph().shape(output)));
  }
}

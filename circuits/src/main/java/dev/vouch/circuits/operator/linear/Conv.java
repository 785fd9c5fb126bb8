package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.LinearLayer;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.lowering.recipe.Windows;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.operator.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Conv: sliding dot products over any number of spatial axes, with groups, strides, dilations and
 * padding.
 */
final class Conv implements Lowered {
  @Override
  public String type() {
    return "Conv";
  }

  /**
   * What a convolution reads from its attributes and shapes.
   *
   * @param groupInputs input channels of one group
   * @param groupOutputs output channels of one group
   */
  record Geometry(int batch, int groups, int groupInputs, int groupOutputs, Window window) {
    static Geometry of(Node node, int[] data, int[] weights, int @Nullable [] bias) {
      if (data.length < 3 || weights.length != data.length) {
        throw new InvalidNodeException(
            "data " + Arrays.toString(data) + " and weights " + Arrays.toString(weights));
      }
      int groups = Lengths.of(node.integer("group", 1))[0];
      if (groups < 1 || data[1] != (long) weights[1] * groups || weights[0] % groups != 0) {
        throw new InvalidNodeException(
            "weights "
                + Arrays.toString(weights)
                + " in "
                + groups
                + " groups over "
                + data[1]
                + " channels");
      }
      if (bias != null && !Arrays.equals(bias, new int[] {weights[0]})) {
        throw new InvalidNodeException(
            "bias " + Arrays.toString(bias) + " for " + weights[0] + " channels");
      }
      int[] kernel = Arrays.copyOfRange(weights, 2, weights.length);
      long[] declared = node.integers("kernel_shape");
      if (declared != null && !Arrays.equals(Lengths.of(declared), kernel)) {
        throw new InvalidNodeException(
            "kernel_shape differs from weights " + Arrays.toString(weights));
      }
      Window window = Window.of(node, Arrays.copyOfRange(data, 2, data.length), kernel);
      return new Geometry(data[0], groups, weights[1], weights[0] / groups, window);
    }

    int[] shape() {
      int[] shape = new int[2 + window.output().length];
      shape[0] = batch;
      shape[1] = groups * groupOutputs;
      System.arraycopy(window.output(), 0, shape, 2, window.output().length);
      return shape;
    }
  }

  static Geometry geometry(Node node, Inference inputs) {
    int[] bias = inputs.has(2) ? inputs.input(2).shape() : null;
    return Geometry.of(node, inputs.input(0).shape(), inputs.input(1).shape(), bias);
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0).withShape(geometry(node, inputs).shape()));
  }

  @Override
  public long macs(Node node, Inference inputs) {
    Geometry geometry = geometry(node, inputs);
    return Math.multiplyExact(
        (long) Shape.size(geometry.shape()),
        (long) geometry.groupInputs() * geometry.window().taps());
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Geometry geometry = geometry(node, inputs.asInference());
    Window window = geometry.window();
    double[] source = data.toDoubles();
    double[] weights = inputs.get(1).toDoubles();
    int[] shape = geometry.shape();
    double[] result = biased(inputs.optional(2), shape, window.positions());
    int[] cells = window.cells();
    int inner = geometry.groupInputs() * window.taps();
    double[] patches = new double[Shape.size(inner, window.positions())];
    int channelCells = Shape.size(window.input());
    for (int image = 0; image < geometry.batch(); image++) {
      for (int group = 0; group < geometry.groups(); group++) {
        int part = image * geometry.groups() + group;
        gatherPatches(
            source, part * geometry.groupInputs() * channelCells, channelCells, cells, patches);
        MatrixProduct.add(
            weights,
            group * geometry.groupOutputs() * inner,
            patches,
            0,
            result,
            part * geometry.groupOutputs() * window.positions(),
            geometry.groupOutputs(),
            inner,
            window.positions());
      }
    }
    return List.of(Casting.ofComputed(data.type(), shape, result));
  }

  private static double[] biased(@Nullable TensorData bias, int[] shape, int positions) {
    double[] result = new double[Shape.size(shape)];
    if (bias != null) {
      for (int channel = 0; channel < shape[0] * shape[1]; channel++) {
        Arrays.fill(
            result,
            channel * positions,
            (channel + 1) * positions,
            bias.doubleAt(channel % shape[1]));
      }
    }
    return result;
  }

  /** Rows of {@code patches} are (channel, tap), columns are output positions. */
  private static void gatherPatches(
      double[] source, int from, int channelCells, int[] cells, double[] patches) {
    int channelStart = from;
    for (int row = 0; row < patches.length; row += cells.length) {
      for (int i = 0; i < cells.length; i++) {
        patches[row + i] = cells[i] < 0 ? 0 : source[channelStart + cells[i]];
      }
      channelStart += channelCells;
    }
  }

  /** Filters are scaled with their channels of the result and against those that they read. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.constant(1) == null || (inputs.has(2) && inputs.constant(2) == null)) {
      return;
    }
    ValueInfo weights = inputs.input(1);
    int outputs = weights.rank() - 1;
    factors.constant(1, outputs, Axis.ofResult(0, 1), 1);
    factors.constant(2, 0, Axis.ofResult(0, 1), 1);
    Geometry geometry = geometry(node, inputs);
    int taps = geometry.window().taps();
    int groupInputs = geometry.groupInputs();
    int groupWeights = geometry.groupOutputs() * groupInputs * taps;
    factors.constantEntries(
        1,
        weight -> weight / groupWeights * groupInputs + weight / taps % groupInputs,
        Axis.ofOperand(0, 1),
        -1);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return inputs.constant(1) != null ? Linearity.AFFINE : Linearity.NONE;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    if (operand > 1) {
      return results;
    }
    TensorData weights = inputs.constant(1);
    if (weights != null) {
      return results.dividedBy(Gain.of(weights, 0));
    }
    int terms = inputs.input(1).size() / inputs.input(1).shape()[0];
    double beside = seen.magnitude(node.input(1 - operand)).orElse(1);
    return Gain.ofProduct(results, beside, terms);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    Geometry geometry = geometry(node, context.graph().inference(node));
    Wire data = context.rescaling().narrow(context.wires().of(node.inputs().get(0)));
    List<Integer> grouped = new ArrayList<>(data.view().shape());
    grouped.set(1, geometry.groupInputs());
    grouped.add(1, geometry.groups());
    Windows windows = geometry.window().windows();
    Wire patches = windows.over(context, context.rearranging().reshape(data, grouped));
    if (context.graph().isConstant(node.inputs().get(1))) {
      lowerWithWeights(node, context, geometry, patches);
    } else {
      lowerWithComputedKernel(node, context, geometry, patches);
    }
  }

  private static String taps(Geometry geometry) {
    return "uvwxyz".substring(0, geometry.window().output().length);
  }

  private static String positions(Geometry geometry) {
    return "pqrstj".substring(0, geometry.window().output().length);
  }

  /** Lengths of the kernel's axes with labels "goi" and the taps. */
  private static int[] kernelLengths(Geometry geometry) {
    return IntStream.concat(
            IntStream.of(geometry.groups(), geometry.groupOutputs(), geometry.groupInputs()),
            IntStream.of(geometry.window().kernel()))
        .toArray();
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
      Node node, LoweringContext context, Geometry geometry, Wire patches) {
    String output = node.outputs().get(0);
    String name = node.inputs().get(1);
    double[] kernel = context.graph().constant(name).toDoubles();
    Weights weights = new Weights(name, kernelLengths(geometry), "goi" + taps(geometry), kernel);
    int[] channels = {geometry.groups(), geometry.groupOutputs()};
    String biasName = node.hasInput(2) ? node.inputs().get(2) : output + ".bias";
    FoldedNormalization normalisation =
        FoldedNormalization.after(output, Shape.size(channels), context);
    Wire sum =
        LinearLayer.lower(
            context,
            normalisation.output(),
            "ngo" + positions(geometry),
            patches,
            "ngi" + positions(geometry) + taps(geometry),
            normalisation.applyTo(weights, "go"),
            normalisation.applyTo(output, biasName, bias(node, context, geometry), channels, "go"));
    context
        .wires()
        .bind(
            normalisation.output(),
            context.rearranging().reshape(sum, context.graph().shape(output)));
  }

  private static void lowerWithComputedKernel(
      Node node, LoweringContext context, Geometry geometry, Wire patches) {
    String output = node.outputs().get(0);
    Wire kernel = context.rescaling().narrow(context.wires().of(node.inputs().get(1)));
    List<Integer> lengths = IntStream.of(kernelLengths(geometry)).boxed().toList();
    Wire sum =
        LinearLayer.product(
            context,
            output,
            "ngo" + positions(geometry),
            patches,
            "ngi" + positions(geometry) + taps(geometry),
            context.rearranging().reshape(kernel, lengths),
            "goi" + taps(geometry),
            bias(node, context, geometry));
    context.wires().bind(output, context.rearranging().reshape(sum, context.graph().shape(output)));
  }
}

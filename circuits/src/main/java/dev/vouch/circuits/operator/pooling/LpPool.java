package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Magnitude;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * LpPool: the p-norm of the values under a window, padding being 0; with {@code kernel_shape}, or
 * as GlobalLpPool over all spatial axes. Norms other than Σ |x| are written as such sums of powers.
 */
final class LpPool implements Lowered {
  private static final String GLOBAL = "GlobalLpPool";

  private final String type;

  /** An operator of that type. */
  LpPool(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.put("p", new Attribute.Integer(1));
    int opset = Math.max(node.opset(), 2);
    return PowerNorm.rewritten(
        node,
        (name, input, output) ->
            new Node(name, type, "", opset, List.of(input), List.of(output), attributes));
  }

  private Window window(Node node, int... shape) {
    int[] spatial = Pooling.spatial(shape);
    return type.equals(GLOBAL) ? Window.of(node, spatial, spatial) : Pooling.window(node, shape);
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    return List.of(Pooling.output(data, window(node, data.shape())));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Window window = window(node, data.shape());
    int[] cells = window.cells();
    int positions = window.positions();
    int channelCells = Shape.size(window.input());
    double[] result = new double[Shape.size(Pooling.channels(data), positions)];
    for (int channel = 0; channel < Pooling.channels(data); channel++) {
      for (int i = 0; i < cells.length; i++) {
        if (cells[i] >= 0) {
          result[channel * positions + i % positions] +=
              Math.abs(data.doubleAt(channel * channelCells + cells[i]));
        }
      }
    }
    int[] shape = Pooling.output(ValueInfo.of(data), window).shape();
    return List.of(Casting.ofComputed(data.type(), shape, result));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    Pooling.factors(inputs.input(0), factors);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String input = node.input(0);
    Window window = window(node, context.graph().info(input).shape());
    int axes = window.output().length;
    String result = "nc" + "pqrstj".substring(0, axes);
    Wire size = Magnitude.lower(context, input, context.wires().of(input));
    Wire patches = window.windows().over(context, size);
    Wire sum =
        context
            .einsum(output, result)
            .add(1, Operand.of(patches, result + "uvwxyz".substring(0, axes)))
            .build(patches.scaleExponent());
    context.wires().bind(output, sum);
  }
}

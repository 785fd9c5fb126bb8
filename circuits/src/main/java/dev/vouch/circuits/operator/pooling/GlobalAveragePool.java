package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Labels;
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
import java.util.List;

/** GlobalAveragePool: the mean over all spatial axes, which keep length 1. */
final class GlobalAveragePool implements Lowered {
  @Override
  public String type() {
    return "GlobalAveragePool";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(Pooling.global(inputs.input(0)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    double[] source = data.toDoubles();
    int cells = Shape.size(Pooling.spatial(data.shape()));
    double[] result = new double[Pooling.channels(data)];
    for (int channel = 0; channel < result.length; channel++) {
      for (int cell = channel * cells; cell < (channel + 1) * cells; cell++) {
        result[channel] += source[cell];
      }
      result[channel] /= cells;
    }
    return List.of(
        Casting.ofComputed(data.type(), infer(node, inputs.asInference()).get(0).shape(), result));
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
    String read = Labels.of(data.view().rank());
    int cells = Shape.size(Pooling.spatial(context.graph().info(node.inputs().get(0)).shape()));
    Wire mean = Averages.lower(context, output, read.substring(0, 2), data, read, cells);
    context
        .wires()
        .bind(output, context.rearranging().reshape(mean, context.graph().shape(output)));
  }
}

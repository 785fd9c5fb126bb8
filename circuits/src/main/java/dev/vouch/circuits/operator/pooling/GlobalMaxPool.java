package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.Arrays;
import java.util.List;

/** GlobalMaxPool: the greatest value over all spatial axes, which keep length 1. */
final class GlobalMaxPool implements Lowered {
  @Override
  public String type() {
    return "GlobalMaxPool";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(Pooling.global(inputs.input(0)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    int cells = Shape.size(Pooling.spatial(data.shape()));
    if (cells == 0) {
      throw new InvalidNodeException("there are no cells to choose from");
    }
    int[] greatest = new int[Pooling.channels(data)];
    for (int channel = 0; channel < greatest.length; channel++) {
      greatest[channel] = channel * cells;
      for (int cell = channel * cells; cell < (channel + 1) * cells; cell++) {
        if (data.doubleAt(cell) > data.doubleAt(greatest[channel])) {
          greatest[channel] = cell;
        }
      }
    }
    return List.of(data.gather(greatest, Pooling.global(ValueInfo.of(data)).shape()));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    Pooling.factors(inputs.input(0), factors);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire data = context.wires().of(node.inputs().get(0));
    boolean[] reduced = new boolean[data.view().rank()];
    Arrays.fill(reduced, 2, reduced.length, true);
    Wire most = Extrema.along(context, output, data, reduced, 1);
    context
        .wires()
        .bind(output, context.rearranging().reshape(most, context.graph().shape(output)));
  }
}

package dev.vouch.circuits.operator.score;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.ArgMaxRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.List;
import java.util.Map;

/**
 * The place of the greatest score of each row, the first of equal ones: scores are compared as they
 * are, without rounding. No operator of ONNX: import puts it behind classifiers.
 */
public final class Winner implements Lowered {
  private static final String TYPE = "Winner";

  /** Adds the places of the greatest scores, which are of shape [rows, classes]. */
  public static String add(Expansion expansion, String scores) {
    return expansion.addOwn("place", TYPE, List.of(scores), Map.of());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(DataType.INT64, inputs.input(0).shape()[0]));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    double[] scores = inputs.get(0).toDoubles();
    int rows = inputs.get(0).shape()[0];
    int width = inputs.get(0).shape()[1];
    long[] places = new long[rows];
    for (int row = 0; row < rows; row++) {
      int best = 0;
      for (int i = 1; i < width; i++) {
        best = scores[row * width + i] > scores[row * width + best] ? i : best;
      }
      places[row] = best;
    }
    return List.of(TensorData.ofLongs(DataType.INT64, new int[] {rows}, places));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire scores = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, ArgMaxRecipe.lower(context, output, scores, 1, false));
  }
}

package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Selection;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.List;

/** Where: x where the condition holds, otherwise y; all three broadcast. */
final class Where implements Lowered {
  @Override
  public String type() {
    return "Where";
  }

  @Override
  public boolean choosesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo condition = inputs.input(0);
    ValueInfo x = inputs.input(1);
    ValueInfo y = inputs.input(2);
    if (condition.type().isFloating() || x.type().isFloating() != y.type().isFloating()) {
      throw new InvalidNodeException("operands are " + condition + ", " + x + " and " + y);
    }
    return List.of(
        x.withShape(Shape.broadcast(condition.shape(), Shape.broadcast(x.shape(), y.shape()))));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    TensorData condition = inputs.get(0).broadcastTo(info.shape());
    TensorData x = inputs.get(1);
    TensorData y = inputs.get(2);
    int[] xCells = StridedView.broadcast(x.shape(), info.shape());
    int[] yCells = StridedView.broadcast(y.shape(), info.shape());
    if (info.type().isFloating()) {
      double[] result = new double[info.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = condition.longs()[i] != 0 ? x.doubles()[xCells[i]] : y.doubles()[yCells[i]];
      }
      return List.of(TensorData.ofDoubles(info.type(), info.shape(), result));
    }
    long[] result = new long[info.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = condition.longs()[i] != 0 ? x.longs()[xCells[i]] : y.longs()[yCells[i]];
    }
    return List.of(TensorData.ofLongs(info.type(), info.shape(), result));
  }

  /** What is chosen from is scaled as the result is. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ValueInfo result = infer(node, inputs).get(0);
    for (int operand = 1; operand <= 2; operand++) {
      if (inputs.constant(operand) == null) {
        factors.cellByCell(operand, inputs.input(operand), result);
      } else {
        factors.scaledWithResult(operand, result);
      }
    }
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    List<String> inputs = node.inputs();
    context
        .wires()
        .bind(
            output, Selection.lower(context, output, inputs.get(0), inputs.get(1), inputs.get(2)));
  }
}

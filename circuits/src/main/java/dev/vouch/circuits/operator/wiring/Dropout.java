package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dropout at inference: the input itself, and a mask of ones when asked for. Training mode (an
 * input since opset 12) is refused.
 */
final class Dropout implements Lowered {
  private static final int TRAINING_MODE = 2;
  private static final int FIRST_WITH_BOOLEAN_MASK = 10;

  @Override
  public String type() {
    return "Dropout";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    if (inputs.has(TRAINING_MODE)) {
      requireInference(inputs.constant(TRAINING_MODE));
    }
    ValueInfo data = inputs.input(0);
    return node.hasOutput(1)
        ? List.of(data, new ValueInfo(maskType(node, data.type()), data.shape()))
        : List.of(data);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    TensorData trainingMode = inputs.optional(TRAINING_MODE);
    if (trainingMode != null) {
      requireInference(trainingMode);
    }
    return node.hasOutput(1)
        ? List.of(data, ones(maskType(node, data.type()), data.shape(), data.size()))
        : List.of(data);
  }

  private static void requireInference(@Nullable TensorData trainingMode) {
    if (trainingMode == null || trainingMode.size() != 1 || trainingMode.doubleAt(0) != 0) {
      throw new UnsupportedNodeException("training_mode must be constant false");
    }
  }

  private static DataType maskType(Node node, DataType dataType) {
    return node.opset() >= FIRST_WITH_BOOLEAN_MASK ? DataType.BOOL : dataType;
  }

  private static TensorData ones(DataType type, int[] shape, int size) {
    if (type.isFloating()) {
      double[] values = new double[size];
      Arrays.fill(values, 1);
      return TensorData.ofDoubles(type, shape, values);
    }
    long[] values = new long[size];
    Arrays.fill(values, 1);
    return TensorData.ofLongs(type, shape, values);
  }

  @Override
  public boolean passesOn(Node node, ValueInfo first) {
    return true;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.cellByCell(0, inputs.input(0), inputs.input(0));
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    context.wires().bind(node.outputs().get(0), context.wires().of(node.inputs().get(0)));
    if (node.hasOutput(1)) {
      String mask = node.outputs().get(1);
      Wire kept = Wiring.filled(context, mask, context.graph().shape(mask), 1, 0);
      context.wires().bind(mask, kept);
    }
  }
}

package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.PointedUpdates;
import dev.vouch.circuits.lowering.recipe.index.Reduction;
import dev.vouch.circuits.lowering.recipe.index.ScatterRecipe;
import dev.vouch.circuits.lowering.recipe.index.ScatterRecipe.Scatter;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A copy of the data in which updates take the place of cells, or are added to them, multiplied by
 * them, or compared with them ({@code reduction}). Of several updates of one cell without a
 * reduction, which ONNX leaves open, the last one counts.
 */
abstract class Scattering implements Lowered {
  /**
   * The cell of the data that each cell of the updates goes to.
   *
   * @param inputs data and indices
   */
  abstract int[] targets(Node node, Inference inputs);

  /** Shape that the updates must have. */
  abstract int[] updates(Node node, Inference inputs);

  /**
   * The axis of the updates whose places are those of an axis of the data, from the first on; −1
   * where indices say which they are.
   */
  abstract int axisOfUpdates(Node node, Inference inputs, int axis);

  /** Updates by computed indices that are multiplied or compared, as nodes. */
  abstract List<Node> reduced(Node node, Inference inputs);

  /** The updates by indices that are computed. */
  abstract PointedUpdates pointed(Node node, LoweringContext context);

  private static Reduction reduction(Node node) {
    String name = node.text("reduction", "none");
    return Arrays.stream(Reduction.values())
        .filter(reduction -> reduction.onnxName().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidNodeException("reduction '" + name + "'"));
  }

  @Override
  public final List<Node> rewritten(Node node, Inference inputs) {
    boolean products =
        switch (reduction(node)) {
          case NONE, ADD -> false;
          case MUL, MIN, MAX -> true;
        };
    if (!products || inputs.allConstant() || inputs.constant(1) != null) {
      return List.of(node);
    }
    infer(node, inputs);
    return reduced(node, inputs);
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    reduction(node);
    int[] wanted = updates(node, inputs);
    if (!Arrays.equals(inputs.input(2).shape(), wanted)
        || inputs.input(2).type() != inputs.input(0).type()) {
      throw new InvalidNodeException(
          "updates " + inputs.input(2) + "; needed are " + inputs.input(0).withShape(wanted));
    }
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    infer(node, inputs.asInference());
    int[] targets = targets(node, inputs.asInference());
    Reduction reduction = reduction(node);
    TensorData data = inputs.get(0);
    TensorData updates = inputs.get(2);
    if (data.isFloating()) {
      double[] result = data.doubles().clone();
      for (int i = 0; i < targets.length; i++) {
        result[targets[i]] = reduction.apply(result[targets[i]], updates.doubles()[i]);
      }
      return List.of(TensorData.ofDoubles(data.type(), data.shape(), result));
    }
    long[] result = data.longs().clone();
    for (int i = 0; i < targets.length; i++) {
      result[targets[i]] =
          data.type().wrap(reduction.apply(result[targets[i]], updates.longs()[i]));
    }
    return List.of(TensorData.ofLongs(data.type(), data.shape(), result));
  }

  /** Of an axis that no index is for, slices keep their factors unless they are multiplied. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (reduction(node) == Reduction.MUL) {
      return;
    }
    int[] data = inputs.input(0).shape();
    for (int axis = 0; axis < data.length; axis++) {
      int own = axisOfUpdates(node, inputs, axis);
      if (own >= 0) {
        part(inputs, 0, axis, Axis.ofResult(0, axis), data[axis], factors);
        part(inputs, 2, own, Axis.ofResult(0, axis), data[axis], factors);
      }
    }
  }

  /** The first slices of a result are those of an operand. */
  private static void part(
      Inference inputs, int operand, int axis, Axis result, int length, SliceFactors factors) {
    int[] shape = inputs.input(operand).shape();
    if (inputs.constant(operand) != null) {
      factors.constantSlices(operand, shape.length - 1 - axis, result, 0, shape[axis]);
      return;
    }
    int[] from = IntStream.range(0, length).map(i -> i < shape[axis] ? i : -1).toArray();
    factors.same(Axis.ofOperand(operand, axis), result, from);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    if (!context.graph().isConstant(node.inputs().get(1))) {
      Wire sum = pointed(node, context).lower(context, output, reduction(node));
      context
          .wires()
          .bind(output, context.rearranging().reshape(sum, context.graph().shape(output)));
      return;
    }
    int[] targets = targets(node, context.graph().inference(node));
    Scatter scatter = new Scatter(node.inputs().get(0), node.inputs().get(2), targets);
    context.wires().bind(output, ScatterRecipe.lower(context, output, scatter, reduction(node)));
  }
}

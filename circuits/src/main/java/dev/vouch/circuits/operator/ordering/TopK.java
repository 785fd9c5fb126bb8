package dev.vouch.circuits.operator.ordering;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.ArgMaxRecipe;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.index.TopKRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * TopK: the greatest values along an axis, or the least ones, and their positions, in order; of
 * equal values the one at the lower position comes first. How many is an input since opset 10.
 * Without {@code sorted} ONNX leaves the order open: it is the same.
 */
final class TopK implements Lowered {
  private static final int FIRST_WITH_INPUT = 10;

  @Override
  public String type() {
    return "TopK";
  }

  private static int axis(Node node, int[] shape) {
    return Shape.axis(node.integer("axis", -1), shape.length);
  }

  private static int most(Node node, Inference inputs) {
    long most = node.integer("k", -1);
    if (node.opset() >= FIRST_WITH_INPUT) {
      long[] given = inputs.constantIntegers(1, "K");
      if (given == null || given.length != 1) {
        throw new InvalidNodeException("K must be one number");
      }
      most = given[0];
    }
    int[] shape = inputs.input(0).shape();
    int length = shape[axis(node, shape)];
    if (most < 0 || most > length) {
      throw new InvalidNodeException("the first " + most + " of " + length + " values");
    }
    return (int) most;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    int[] shape = data.shape().clone();
    shape[axis(node, shape)] = Lengths.of(most(node, inputs))[0];
    return List.of(data.withShape(shape), new ValueInfo(DataType.INT64, shape));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    List<ValueInfo> infos = infer(node, inputs.asInference());
    Lanes lanes = Lanes.along(axis(node, data.shape()), data.shape());
    int most = most(node, inputs.asInference());
    int[] cells = new int[infos.get(0).size()];
    long[] positions = new long[cells.length];
    Comparator<Integer> order = order(data, node.flag("largest", true));
    for (int outer = 0; outer < lanes.outerCount(); outer++) {
      for (int inner = 0; inner < lanes.innerCount(); inner++) {
        int start = lanes.start(outer, inner);
        int[] ranked =
            IntStream.range(0, lanes.length())
                .map(i -> start + i * lanes.innerCount())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < most; rank++) {
          int at = (outer * most + rank) * lanes.innerCount() + inner;
          cells[at] = ranked[rank];
          positions[at] = Math.floorDiv(ranked[rank] - start, lanes.innerCount());
        }
      }
    }
    int[] shape = infos.get(0).shape();
    return List.of(data.gather(cells, shape), TensorData.ofLongs(DataType.INT64, shape, positions));
  }

  private static Comparator<Integer> order(TensorData data, boolean largest) {
    Comparator<Integer> ascending =
        data.isFloating()
            ? Comparator.comparingDouble(cell -> data.doubles()[cell])
            : Comparator.comparingLong(cell -> data.longs()[cell]);
    return (largest ? ascending.reversed() : ascending).thenComparing(Comparator.naturalOrder());
  }

  /** Along other axes than its own, values have the factors of those they are chosen from. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int[] shape = inputs.input(0).shape();
    for (int axis = 0; axis < shape.length; axis++) {
      if (axis != axis(node, shape)) {
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(0, axis), shape[axis]);
      }
    }
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String data = node.inputs().get(0);
    String name = node.hasOutput(0) ? node.outputs().get(0) : node.outputs().get(1);
    int[] shape = context.graph().info(data).shape();
    int axis = axis(node, shape);
    Lanes lanes = Lanes.along(axis, shape);
    Wire x =
        context.leastSlicesScale(data, axis).isPresent()
            ? ArgMaxRecipe.operand(context, data, axis)
            : Extrema.operand(context, name, context.wires().of(data));
    Wire lines =
        context
            .rearranging()
            .reshape(x, List.of(lanes.outerCount(), lanes.length(), lanes.innerCount()));
    TopKRecipe.Ranked ranked =
        TopKRecipe.lower(
            context,
            name,
            lines.through(lines.view().transpose(0, 2, 1)),
            node.flag("largest", true) ? 1 : -1,
            most(node, context.graph().inference(node)));
    bind(node, context, 0, ranked.values());
    bind(node, context, 1, ranked.positions());
  }

  private static void bind(Node node, LoweringContext context, int index, Wire found) {
    if (node.hasOutput(index)) {
      String output = node.outputs().get(index);
      Wire placed = found.through(found.view().transpose(0, 2, 1));
      context
          .wires()
          .bind(output, context.rearranging().reshape(placed, context.graph().shape(output)));
    }
  }
}

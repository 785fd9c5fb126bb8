package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.lowering.recipe.integer.Categories;
import dev.vouch.circuits.lowering.recipe.integer.Rounding;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;

/**
 * OneHot: a further axis of length {@code depth} that holds the second of two values at the place
 * an index says, and the first elsewhere; everywhere if the index is beyond ±depth. Negative
 * indices count from the end, and real ones are truncated.
 */
final class OneHot implements Lowered {
  /** Of a network with more categories no circuit would be made. */
  private static final int MOST = 1 << 20;

  /** Whole numbers below are exact. */
  private static final double WHOLE = 0x1p52;

  private static final int FRACTION_BITS = 20;

  @Override
  public String type() {
    return "OneHot";
  }

  @Override
  public int sinceOpset() {
    return 9;
  }

  private static int depth(Inference inputs) {
    TensorData depth = inputs.constant(1);
    if (depth == null) {
      throw new UnsupportedNodeException(
          "input 'depth' must be constant, but it depends on the model's input");
    }
    if (depth.size() != 1 || !(depth.doubleAt(0) >= 1 && depth.doubleAt(0) <= MOST)) {
      throw new InvalidNodeException("depth must be one number from 1 to " + MOST);
    }
    return (int) depth.doubleAt(0);
  }

  private static int axis(Node node, Inference inputs) {
    return Shape.axis(node.integer("axis", -1), inputs.input(0).rank() + 1);
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    int[] given = inputs.input(0).shape();
    if (inputs.input(2).rank() != 1 || inputs.input(2).size() != 2) {
      throw new InvalidNodeException("values must be two, got " + inputs.input(2));
    }
    int axis = axis(node, inputs);
    int[] shape = new int[given.length + 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i == axis ? depth(inputs) : given[i < axis ? i : i - 1];
    }
    return List.of(new ValueInfo(inputs.input(2).type(), shape));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Inference inference = inputs.asInference();
    ValueInfo info = infer(node, inference).get(0);
    int axis = axis(node, inference);
    int depth = depth(inference);
    int inner = Shape.size(info.shape(), axis + 1, info.rank());
    int[] chosen = new int[info.size()];
    for (int cell = 0; cell < inputs.get(0).size(); cell++) {
      long place = (long) inputs.get(0).doubleAt(cell);
      if (place >= -depth && place < depth) {
        int at = (int) (place < 0 ? place + depth : place);
        chosen[(cell / inner * depth + at) * inner + cell % inner] = 1;
      }
    }
    return List.of(inputs.get(2).gather(chosen, info.shape()));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Inference inputs = context.graph().inference(node);
    int rank = inputs.input(0).rank();
    int axis = axis(node, inputs);
    String labels = Labels.of(rank + 1);
    String rows =
        labels.substring(0, axis) + labels.substring(axis + 1) + labels.substring(axis, axis + 1);
    Wire given = context.wires().of(node.inputs().get(0));
    Wire index =
        context.wires().holdsIntegers(given)
            ? given
            : Rounding.towardZero(context, output + ".index", given);
    Operand chosen = Operand.of(Categories.lower(context, output, index, depth(inputs)), rows);
    Einsum sum = context.einsum(output, labels);
    TensorData values = inputs.constant(2);
    context
        .wires()
        .bind(
            output,
            values == null
                ? ofComputed(context, sum, context.wires().of(node.inputs().get(2)), chosen)
                : ofKnown(sum, output, values, chosen));
  }

  /** off + (on − off) · chosen. */
  private static Wire ofKnown(Einsum sum, String output, TensorData values, Operand chosen) {
    int scale = scale(values);
    double off = Math.scalb(values.doubleAt(0), scale);
    double on = Math.scalb(values.doubleAt(1), scale);
    long step = Math.round(on) - Math.round(off);
    Operand steps =
        Constants.number(output + ".step", step, scale).offBy(Math.abs(step - (on - off)));
    return sum.add(1, Constants.rounded(output + ".off", values.doubleAt(0), scale))
        .add(1, steps, chosen)
        .build(scale);
  }

  /** 0 of whole numbers. */
  private static int scale(TensorData values) {
    double off = values.doubleAt(0);
    double on = values.doubleAt(1);
    if (off == Math.rint(off)
        && on == Math.rint(on)
        && Math.max(Math.abs(off), Math.abs(on)) < WHOLE) {
      return 0;
    }
    return FRACTION_BITS - Math.getExponent(Math.max(Math.abs(off), Math.abs(on)));
  }

  private static Wire ofComputed(LoweringContext context, Einsum sum, Wire given, Operand chosen) {
    Wire values = context.rescaling().narrow(given);
    Operand off = Operand.of(Wiring.lower(context, values, List.of(), new int[] {0}), "");
    Operand on = Operand.of(Wiring.lower(context, values, List.of(), new int[] {1}), "");
    sum.add(1, off).add(1, on, chosen).add(-1, off, chosen);
    return sum.build(values.scaleExponent());
  }
}

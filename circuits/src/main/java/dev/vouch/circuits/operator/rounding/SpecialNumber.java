package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * Whether a number is NaN or infinite. Those of inputs that are only compared are told by their
 * places among all floating-point numbers. Elsewhere in a circuit none is either, for inputs that
 * hold one are refused.
 */
abstract class SpecialNumber implements Lowered {
  /** What is asked of each cell. */
  abstract DoublePredicate question(Node node);

  /** The answers for an operand that is given as places, each 0 or 1. */
  abstract Wire ofPlaces(Node node, LoweringContext context);

  @Override
  public final boolean takesPlaces(Node node, Inference inputs) {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(DataType.BOOL, inputs.floating(0).shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    DoublePredicate question = question(node);
    long[] answers = new long[data.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = question.test(data.doubles()[i]) ? 1 : 0;
    }
    return List.of(TensorData.ofLongs(DataType.BOOL, data.shape(), answers));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String input = node.input(0);
    Wire answers =
        context.graph().isOrdered(input)
            ? ofPlaces(node, context)
            : Wiring.filled(context, output, context.graph().shape(output), 0, 0);
    context.wires().bind(output, answers);
  }
}

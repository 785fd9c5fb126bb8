package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.List;

/**
 * An operator whose every result cell is one cell of its first input, chosen by shapes, attributes
 * and integer inputs.
 */
abstract class StaticWiring implements Lowered {
  /** Shape of the result. */
  abstract int[] shape(Node node, Inference inputs);

  /**
   * The cell of the first input that each result cell is, row-major; all inputs but the first must
   * be constant.
   */
  abstract int[] cells(Node node, Inference inputs);

  @Override
  public final boolean choosesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0).withShape(shape(node, inputs)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Inference inference = inputs.asInference();
    int[] shape = shape(node, inference);
    return List.of(inputs.get(0).gather(cells(node, inference), shape));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    WiringFactors.of(0, inputs.input(0).shape(), shape(node, inputs), cells(node, inputs), factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    int[] cells = cells(node, context.graph().inference(node));
    Wire wire = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Wiring.lower(context, wire, context.graph().shape(output), cells));
  }
}

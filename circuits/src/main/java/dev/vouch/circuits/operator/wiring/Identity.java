package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.List;

/** Identity: the input itself. */
final class Identity implements Lowered {
  @Override
  public String type() {
    return "Identity";
  }

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(inputs.get(0));
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
  }
}

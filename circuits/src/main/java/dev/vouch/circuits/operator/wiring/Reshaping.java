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
import java.util.stream.IntStream;

/** An operator that gives its first input another shape and leaves the cells where they are. */
abstract class Reshaping implements Lowered {
  /** Shape of the result. */
  abstract int[] shape(Node node, Inference inputs);

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0).withShape(shape(node, inputs)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(inputs.get(0).reshape(shape(node, inputs.asInference())));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int[] cells = IntStream.range(0, inputs.input(0).size()).toArray();
    WiringFactors.of(0, inputs.input(0).shape(), shape(node, inputs), cells, factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(
            output,
            context
                .rearranging()
                .reshape(context.wires().of(node.inputs().get(0)), context.graph().shape(output)));
  }
}

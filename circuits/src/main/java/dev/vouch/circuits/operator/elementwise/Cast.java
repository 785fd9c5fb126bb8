package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.lowering.recipe.RoundedComparisons;
import dev.vouch.circuits.lowering.recipe.integer.Rounding;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.List;

/**
 * Cast: the same values in another element type. Floats become integers by truncation toward zero,
 * booleans by comparison with 0.
 */
final class Cast implements Lowered {
  @Override
  public String type() {
    return "Cast";
  }

  @Override
  public int sinceOpset() {
    return 6;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(target(node), inputs.input(0).shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(Casting.cast(inputs.get(0), target(node)));
  }

  private static DataType target(Node node) {
    if (!node.hasAttribute("to")) {
      throw new InvalidNodeException("attribute 'to' is missing");
    }
    try {
      return DataType.ofOnnxCode((int) node.integer("to", 0));
    } catch (UnsupportedDataTypeException e) {
      throw new UnsupportedNodeException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean passesOn(Node node, ValueInfo first) {
    return target(node) == first.type();
  }

  @Override
  public boolean decides(Node node, Inference inputs) {
    return inputs.input(0).type().isFloating() && !target(node).isFloating();
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.input(0).type().isFloating() && infer(node, inputs).get(0).type().isFloating()) {
      factors.cellByCell(0, inputs.input(0), inputs.input(0));
    }
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    boolean real =
        inputs.input(0).type().isFloating() && infer(node, inputs).get(0).type().isFloating();
    return real ? Linearity.CELLWISE : Linearity.NONE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire wire = context.wires().of(node.inputs().get(0));
    DataType from = context.graph().info(node.inputs().get(0)).type();
    DataType target = context.graph().info(output).type();
    if (target == DataType.BOOL && from != DataType.BOOL) {
      context.wires().bind(output, Comparisons.nonZero(context, output, wire));
      return;
    }
    if (!target.isFloating()) {
      RoundedComparisons.requireExact(context, node.inputs().get(0), "integers again");
    }
    if (!target.isFloating() && !context.wires().holdsIntegers(wire)) {
      context.wires().bind(output, Rounding.towardZero(context, output, wire));
      return;
    }
    context.wires().bind(output, wire);
  }
}

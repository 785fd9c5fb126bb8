package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** Pow: base to the power of exponent, broadcast, with the type of the base. */
final class Pow implements Operator {
  @Override
  public String type() {
    return "Pow";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo base = inputs.input(0);
    return List.of(base.withShape(Shape.broadcast(base.shape(), inputs.input(1).shape())));
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    return LegacyBroadcast.rewritten(node, inputs);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    double[] bases = inputs.get(0).broadcastTo(info.shape()).toDoubles();
    double[] exponents = inputs.get(1).broadcastTo(info.shape()).toDoubles();
    double[] result = new double[bases.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = StrictMath.pow(bases[i], exponents[i]);
    }
    return List.of(Casting.ofComputed(info.type(), info.shape(), result));
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** ThresholdedRelu: x where x > alpha, otherwise 0 (alpha is 1 unless given): x · [x > alpha]. */
final class ThresholdedRelu extends Expanded {
  @Override
  public String type() {
    return "ThresholdedRelu";
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    String x = node.inputs().get(0);
    DataType type = inputs.floating(0).type();
    Expansion steps = new Expansion(node);
    String alpha = steps.number("alpha", type, node.real("alpha", 1));
    String above = steps.cast("above", steps.add("greater", "Greater", x, alpha), type);
    return steps.result("Mul", x, above).nodes();
  }
}

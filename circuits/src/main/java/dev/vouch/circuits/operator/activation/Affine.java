package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** Affine, last in opset 9: alpha · x + beta (1 and 0 unless given). */
final class Affine extends Expanded {
  @Override
  public String type() {
    return "Affine";
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    Expansion steps = new Expansion(node);
    String alpha = steps.number("alpha", inputs.floating(0).type(), node.real("alpha", 1));
    String beta = steps.number("beta", inputs.floating(0).type(), node.real("beta", 0));
    String scaled = steps.add("scaled", "Mul", node.inputs().get(0), alpha);
    return steps.result("Add", scaled, beta).nodes();
  }
}

package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** Affine, last in opset 9: alpha · x + beta (1 and 0 unless given). */
final class Affine implements Expanded {
  @Override
  public String type() {
    return "Affine";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    DataType type = expansion.info(x).type();
    String alpha = expansion.number("alpha", type, node.real("alpha", 1));
    String beta = expansion.number("beta", type, node.real("beta", 0));
    String scaled = expansion.add("scaled", "Mul", x, alpha);
    expansion.output(0, expansion.add("shifted", "Add", scaled, beta));
  }
}

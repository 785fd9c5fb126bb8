package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * ThresholdedRelu: x where x &gt; alpha, otherwise 0 (alpha is 1 unless given): x · [x &gt; alpha].
 */
final class ThresholdedRelu implements Expanded {
  @Override
  public String type() {
    return "ThresholdedRelu";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    DataType type = expansion.info(x).type();
    String alpha = expansion.number("alpha", type, node.real("alpha", 1));
    String above = expansion.cast("above", expansion.add("greater", "Greater", x, alpha), type);
    expansion.output(0, expansion.add("kept", "Mul", x, above));
  }
}

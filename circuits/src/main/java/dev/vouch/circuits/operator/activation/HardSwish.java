package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/** HardSwish: x · max(0, min(1, x / 6 + 1/2)). */
final class HardSwish implements Expanded {
  private static final Map<String, Attribute> SLOPE_AND_SHIFT =
      Map.of("alpha", new Attribute.Real(1.0 / 6), "beta", new Attribute.Real(0.5));

  @Override
  public String type() {
    return "HardSwish";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    String gate = expansion.add("gate", "HardSigmoid", List.of(x), SLOPE_AND_SHIFT);
    expansion.output(0, expansion.add("gated", "Mul", x, gate));
  }
}

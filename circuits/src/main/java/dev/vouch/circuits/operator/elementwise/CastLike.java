package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/** CastLike: {@link Cast} to the element type of the second input, whose values do not matter. */
final class CastLike implements Expanded {
  @Override
  public String type() {
    return "CastLike";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int type = expansion.info(node.requiredInput(1)).type().onnxCode();
    Map<String, Attribute> to = Map.of("to", new Attribute.Integer(type));
    expansion.output(0, expansion.add("cast", "Cast", List.of(node.requiredInput(0)), to));
  }
}

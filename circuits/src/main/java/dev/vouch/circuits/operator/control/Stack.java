package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tensors one after the other along a new axis. */
final class Stack {
  private Stack() {}

  /**
   * The tensors along a new axis.
   *
   * @param axis in the result; negative ones count from its end
   */
  static String of(String part, List<String> values, int axis, Expansion expansion) {
    if (values.isEmpty()) {
      throw new UnsupportedNodeException(
          "it joins the results of no iteration, and their shape is not known");
    }
    Steps steps = new Steps(part, expansion);
    String axes = steps.integers("axis", axis);
    List<String> layers = new ArrayList<>();
    for (String value : values) {
      layers.add(steps.add("layer", "Unsqueeze", value, axes));
    }
    return layers.size() == 1
        ? layers.get(0)
        : expansion.add(part, "Concat", layers, Map.of("axis", new Attribute.Integer(axis)));
  }
}

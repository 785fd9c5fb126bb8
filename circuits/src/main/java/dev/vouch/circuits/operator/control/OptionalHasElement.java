package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** OptionalHasElement: whether an optional has a value. A tensor always has. */
final class OptionalHasElement implements Expanded {
  @Override
  public String type() {
    return "OptionalHasElement";
  }

  @Override
  public int sinceOpset() {
    return 15;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    boolean has = node.hasInput(0);
    if (has) {
      List<String> members = expansion.members(node.requiredInput(0));
      has = members == null || !members.isEmpty();
    }
    TensorData value = TensorData.ofLongs(DataType.BOOL, new int[0], has ? 1 : 0);
    expansion.output(0, expansion.add("has", value));
  }
}

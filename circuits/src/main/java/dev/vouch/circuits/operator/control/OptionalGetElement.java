package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** OptionalGetElement: the value of an optional, which must have one. */
final class OptionalGetElement implements Expanded {
  @Override
  public String type() {
    return "OptionalGetElement";
  }

  @Override
  public int sinceOpset() {
    return 15;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String input = node.requiredInput(0);
    List<String> members = expansion.members(input);
    if (members != null && members.size() != 1) {
      throw new InvalidNodeException("'" + input + "' has no value");
    }
    expansion.output(0, members == null ? input : members.get(0));
  }
}

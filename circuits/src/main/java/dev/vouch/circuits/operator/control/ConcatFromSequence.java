package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.List;

/** ConcatFromSequence: the members one after the other along an axis, or along a new one. */
final class ConcatFromSequence implements Expanded {
  @Override
  public String type() {
    return "ConcatFromSequence";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    List<String> members = Members.of(node, 0, expansion);
    if (members.isEmpty()) {
      throw new InvalidNodeException("the sequence has no members");
    }
    long axis = node.integer("axis", 0);
    int rank = expansion.info(members.get(0)).rank();
    boolean stacks = node.flag("new_axis", false);
    int at = Shape.axis(axis, stacks ? rank + 1 : rank);
    expansion.output(
        0,
        stacks
            ? Stack.of("stacked", members, at, expansion)
            : new Steps("", expansion).concat("joined", members, at));
  }
}

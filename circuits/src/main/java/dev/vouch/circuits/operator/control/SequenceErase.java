package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;

/** SequenceErase: one member less, that at a position which must be known, or the last one. */
final class SequenceErase implements Expanded {
  @Override
  public String type() {
    return "SequenceErase";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    List<String> members = new ArrayList<>(Members.of(node, 0, expansion));
    int at =
        node.hasInput(1)
            ? Members.position(node, 1, members.size(), expansion)
            : members.size() - 1;
    if (members.isEmpty()) {
      throw new InvalidNodeException("the sequence has no members");
    }
    members.remove(at);
    expansion.output(0, members);
  }
}

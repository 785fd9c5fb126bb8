package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;

/** SequenceInsert: one member more, at a position that must be known, or at the end. */
final class SequenceInsert implements Expanded {
  @Override
  public String type() {
    return "SequenceInsert";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    List<String> members = new ArrayList<>(Members.of(node, 0, expansion));
    int at =
        node.hasInput(2)
            ? Members.position(node, 2, members.size() + 1, members.size(), expansion)
            : members.size();
    members.add(at, node.requiredInput(1));
    expansion.output(0, members);
  }
}

package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** SequenceAt: the member at a position, which must be known. */
final class SequenceAt implements Expanded {
  @Override
  public String type() {
    return "SequenceAt";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    List<String> members = Members.of(node, 0, expansion);
    expansion.output(0, members.get(Members.position(node, 1, members.size(), expansion)));
  }
}

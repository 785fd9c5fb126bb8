package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** Optional: a tensor that may be there, or is not. */
final class OptionalOf implements Expanded {
  @Override
  public String type() {
    return "Optional";
  }

  @Override
  public int sinceOpset() {
    return 15;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.hasInput(0) && expansion.members(node.requiredInput(0)) != null) {
      throw new UnsupportedNodeException("an optional sequence is not supported");
    }
    expansion.output(0, node.hasInput(0) ? node.inputs() : List.of());
  }
}

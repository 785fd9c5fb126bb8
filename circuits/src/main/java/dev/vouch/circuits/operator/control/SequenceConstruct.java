package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** SequenceConstruct: its inputs as a sequence. */
final class SequenceConstruct implements Expanded {
  @Override
  public String type() {
    return "SequenceConstruct";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    expansion.output(0, node.inputs());
  }
}

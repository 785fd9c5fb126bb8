package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** SequenceEmpty: a sequence without members. */
final class SequenceEmpty implements Expanded {
  @Override
  public String type() {
    return "SequenceEmpty";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    expansion.output(0, List.of());
  }
}

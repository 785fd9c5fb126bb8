package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** SequenceLength: how many members a sequence has. */
final class SequenceLength implements Expanded {
  @Override
  public String type() {
    return "SequenceLength";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    long length = Members.of(node, 0, expansion).size();
    TensorData value = TensorData.ofLongs(DataType.INT64, new int[0], length);
    expansion.output(0, expansion.add("length", value));
  }
}

package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;

/** SequenceMap: its body on each member of a sequence, with members of others or with tensors. */
final class SequenceMap implements Expanded {
  @Override
  public String type() {
    return "SequenceMap";
  }

  @Override
  public int sinceOpset() {
    return 17;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Attribute.Subgraph body = node.required("body", node::subgraph);
    int count = Members.of(node, 0, expansion).size();
    List<List<String>> results = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      results.add(new ArrayList<>());
    }
    if (body.body().inputs().size() != node.inputs().size()
        || body.body().outputs().size() != results.size()) {
      throw new InvalidNodeException("its body does not fit its inputs and outputs");
    }
    for (int i = 0; i < count; i++) {
      List<String> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        List<String> members = expansion.members(input);
        if (members != null && members.size() != count) {
          throw new InvalidNodeException("the sequences have unlike lengths");
        }
        inputs.add(members == null ? input : members.get(i));
      }
      List<String> outputs = expansion.add(String.valueOf(i), body.body(), body.scope(), inputs);
      if (expansion.failed()) {
        return;
      }
      for (int k = 0; k < results.size(); k++) {
        results.get(k).add(outputs.get(k));
      }
    }
    for (int k = 0; k < results.size(); k++) {
      expansion.output(k, results.get(k));
    }
  }
}

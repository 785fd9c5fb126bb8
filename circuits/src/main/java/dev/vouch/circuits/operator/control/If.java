package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** If: one of two subgraphs, of which the condition, which must be known, chooses one. */
final class If implements Expanded {
  @Override
  public String type() {
    return "If";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String name = Known.flag(node, 0, "condition", expansion) ? "then_branch" : "else_branch";
    Attribute.Subgraph branch = node.required(name, node::subgraph);
    if (branch.body().outputs().size() != node.outputs().size()) {
      throw new InvalidNodeException(
          "attribute '" + name + "' has " + branch.body().outputs().size() + " outputs");
    }
    List<String> outputs = expansion.add("", branch.body(), branch.scope(), List.of());
    for (int i = 0; i < outputs.size(); i++) {
      expansion.output(i, outputs.get(i));
    }
  }
}

package dev.vouch.circuits.importer;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Body;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Scope;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function that the model brings with it. Its nodes take the place of each node that calls it.
 *
 * @param defaults values of attributes that a call may leave out
 */
record ModelFunction(String domain, String type, Body body, Map<String, Attribute> defaults)
    implements Expanded {
  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.inputs().size() > body.inputs().size()
        || node.outputs().size() > body.outputs().size()) {
      throw new InvalidNodeException(
          "the function has "
              + body.inputs().size()
              + " inputs and "
              + body.outputs().size()
              + " outputs");
    }
    Scope scope = Scope.ofGraph();
    Map<String, Attribute> arguments = new HashMap<>(defaults);
    arguments.putAll(node.attributes());
    arguments.forEach(scope::defineArgument);
    List<String> outputs = expansion.add("", body, scope, node.inputs());
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.hasOutput(i)) {
        expansion.output(i, outputs.get(i));
      }
    }
  }
}

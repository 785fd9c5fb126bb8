package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes with inputs and outputs of their own: the subgraph of a node, or a function of the model.
 *
 * @param inputs names of the inputs, in order
 * @param outputs names of the outputs, in order
 * @param nodes in an order in which each reads only what comes before it, or is captured
 * @param constants known values by name
 */
public record Body(
    List<String> inputs,
    List<String> outputs,
    List<Node> nodes,
    Map<String, TensorData> constants) {

  public Body {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    constants = new LinkedHashMap<>(constants);
  }

  /** Names that are read here and defined outside. */
  public List<String> captured() {
    Set<String> captured = new LinkedHashSet<>();
    List<String> defined = new ArrayList<>(inputs);
    defined.addAll(constants.keySet());
    for (Node node : nodes) {
      captured.addAll(node.reads());
      defined.addAll(node.outputs());
    }
    captured.addAll(outputs);
    captured.remove("");
    defined.forEach(captured::remove);
    return List.copyOf(captured);
  }
}

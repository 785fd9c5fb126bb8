package dev.vouch.circuits.facts;

import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.SafeName;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of the ONNX graph that each layer of a program's circuit computes. */
public final class LayerNodes {
  private LayerNodes() {}

  /** By name of the layer, as {@link dev.vouch.circuits.cost.CircuitLayers} tells it. */
  public static Map<String, List<NodeRef>> of(IntegerProgram program) {
    Map<String, List<NodeRef>> nodes = new HashMap<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      String layer = SafeName.of(program.tensor(program.primitives().get(i).output()).name());
      List<NodeRef> known = nodes.computeIfAbsent(layer, name -> new ArrayList<>());
      for (NodeRef node : program.origin(i).nodes()) {
        if (!known.contains(node)) {
          known.add(node);
        }
      }
    }
    return nodes;
  }
}

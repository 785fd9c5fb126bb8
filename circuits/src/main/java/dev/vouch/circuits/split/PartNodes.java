package dev.vouch.circuits.split;

import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.List;

/** Which nodes of the network a part computes. Stateless. */
public final class PartNodes {
  private PartNodes() {}

  /** Names of the first and the last node, in the network's order; none if it only shows inputs. */
  public static List<String> ends(IntegerProgram program) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      program.origin(i).nodes().stream().map(NodeRef::name).forEach(names::add);
    }
    return names.isEmpty() ? List.of() : List.of(names.get(0), names.get(names.size() - 1));
  }
}

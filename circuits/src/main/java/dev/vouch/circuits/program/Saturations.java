package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Saturation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the values of a run that were cut off because integers have a width: by the clamps of
 * requantisations, in the tables of functions.
 */
final class Saturations {
  private Saturations() {}

  /** One a node, in the order of the program; nodes of which nothing can be cut off are missing. */
  static List<SaturatedNode> of(Execution execution) {
    IntegerProgram program = execution.program();
    Map<NodeRef, SaturatedNode> nodes = new LinkedHashMap<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      if (!program.cut(i).equals(CutEnds.NONE)) {
        NodeRef node = node(program, i);
        SaturatedNode before = nodes.getOrDefault(node, new SaturatedNode(node, 0, 0));
        long size = program.tensor(program.primitives().get(i).output()).size();
        nodes.put(node, before.with(before.count() + count(execution, i), before.size() + size));
      }
    }
    return List.copyOf(nodes.values());
  }

  /** The last of the nodes that a primitive computes: the one whose result it is. */
  private static NodeRef node(IntegerProgram program, int primitive) {
    List<NodeRef> nodes = program.origin(primitive).nodes();
    int output = program.primitives().get(primitive).output();
    return nodes.isEmpty()
        ? new NodeRef(program.tensor(output).name(), NodeRef.INPUT)
        : nodes.get(nodes.size() - 1);
  }

  private static long count(Execution execution, int primitive) {
    IntegerProgram program = execution.program();
    Primitive of = program.primitives().get(primitive);
    CutEnds ends = program.cut(primitive);
    return of.saturation(program).map(cut -> count(execution, cut, ends)).orElse(0L);
  }

  /** Only tensors are looked through whose proven range reaches beyond the cut. */
  private static long count(Execution execution, Saturation cut, CutEnds ends) {
    long least = ends.below() ? cut.least() : Long.MIN_VALUE;
    long most = ends.above() ? cut.most() : Long.MAX_VALUE;
    Interval range = execution.program().tensor(cut.tensor()).range();
    if (range.lo() >= least && range.hi() <= most) {
      return 0;
    }
    long count = 0;
    for (long value : execution.of(cut.tensor())) {
      count += value < least || value > most ? 1 : 0;
    }
    return count;
  }
}

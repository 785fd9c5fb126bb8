package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in what one node says of factors. Not thread-safe. */
final class NodeFactors implements SliceFactors {
  private final Node node;
  private final Graph graph;
  private final SliceGroups groups;
  private final Set<Axis> said = new HashSet<>();
  private final List<ConstantScaling> constants = new ArrayList<>();

  NodeFactors(Node node, Graph graph, SliceGroups groups) {
    this.node = node;
    this.graph = graph;
    this.groups = groups;
  }

  /** Asks an operator, if it is one of circuits; what it says nothing of has no factors. */
  List<ConstantScaling> ask(@Nullable Lowered operator) {
    if (operator != null) {
      try {
        operator.factors(node, Inference.of(node, graph::info, graph::constant), this);
      } catch (UnsupportedNodeException | InvalidNodeException e) {
        said.clear(); // lowering will say what is wrong with the node
        constants.clear();
      }
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      blockRest(false, i, node.inputs().get(i));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      blockRest(true, i, node.outputs().get(i));
    }
    return constants;
  }

  private void blockRest(boolean result, int index, String value) {
    if (value.isEmpty() || graph.constant(value) != null) {
      return;
    }
    for (int axis : SliceGroups.axes(graph.info(value))) {
      if (!said.contains(new Axis(result, index, axis))) {
        groups.block(new SliceAxis(value, axis));
      }
    }
  }

  private SliceAxis named(Axis axis) {
    List<String> values = axis.result() ? node.outputs() : node.inputs();
    return new SliceAxis(values.get(axis.index()), axis.axis());
  }

  @Override
  public void same(Axis axis, Axis to, int[] from) {
    said.add(axis);
    said.add(to);
    SliceAxis source = named(axis);
    SliceAxis target = named(to);
    if (!groups.has(source) || !groups.has(target)) {
      groups.block(source);
      groups.block(target);
      return;
    }
    for (int slice = 0; slice < from.length; slice++) {
      if (from[slice] >= 0) {
        groups.join(source, from[slice], target, slice);
      }
    }
  }

  @Override
  public void unscaled(Axis axis) {
    groups.block(named(axis));
  }

  @Override
  public void constant(int operand, int fromEnd, Axis axis, int sign) {
    add(operand, fromEnd, axis, sign, 0, groups.length(named(axis)));
  }

  @Override
  public void constantSlices(int operand, int fromEnd, Axis axis, int first, int count) {
    add(operand, fromEnd, axis, 1, first, count);
  }

  private void add(int operand, int fromEnd, Axis axis, int sign, int first, int count) {
    said.add(axis);
    if (node.hasInput(operand)) {
      constants.add(new ConstantScaling(operand, fromEnd, named(axis), sign, first, count));
    }
  }
}

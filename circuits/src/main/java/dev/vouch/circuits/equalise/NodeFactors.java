package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what one node says of factors. Slices that would have the same factor, but are of unlike
 * size in one value and in the other, are scaled when the node reads them. Not thread-safe.
 */
final class NodeFactors implements SliceFactors {
  private final Node node;
  private final Graph graph;
  private final SliceGroups groups;
  private final SliceAnswers answers;
  private final Map<Axis, Axis> aligned = new HashMap<>();
  private final Set<Axis> known = new HashSet<>();
  private final Set<Axis> denied = new HashSet<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Link> broken = new ArrayList<>();
  private final Map<ConstantScaling, Axis> constants = new LinkedHashMap<>();
  private final List<Power> powers = new ArrayList<>();
  private final Map<Integer, SliceExponents> balanced = new HashMap<>();

  /** That slices of an operand, times their factors to a power, are slices of result 0. */
  record Power(Axis operand, Axis result, int power) {}

  /** Axes of which the node takes both or none. */
  private record Link(Axis from, Axis to) {
    boolean joins(Axis axis, Axis other) {
      return (axis.equals(from) && ofOneValue(to, other))
          || (axis.equals(to) && ofOneValue(from, other));
    }

    private static boolean ofOneValue(Axis axis, Axis other) {
      return axis.result() == other.result() && axis.index() == other.index();
    }
  }

  NodeFactors(Node node, Graph graph, SliceGroups groups, SliceAnswers answers) {
    this.answers = answers;
    this.node = node;
    this.graph = graph;
    this.groups = groups;
  }

  /** Asks an operator, if it is one of circuits; a node that is invalid says nothing. */
  NodeFactors ask(@Nullable Lowered operator) {
    if (operator != null) {
      try {
        operator.factors(node, Inference.of(node, graph::info, graph::constant), this);
      } catch (UnsupportedNodeException | InvalidNodeException e) {
        known.clear(); // lowering will say what is wrong with the node
        constants.clear();
        powers.clear();
        balanced.clear();
      }
    }
    broken.forEach(this::denyUnjoined);
    while (links.stream().anyMatch(this::denyBoth)) {
      // until no link has only one end denied
    }
    known.removeAll(denied);
    return this;
  }

  /**
   * Denies the ends of a link that were not joined, unless they are joined with the other value
   * along another axis of it: then that one has its only factors, and slices of both are known to
   * agree.
   */
  private void denyUnjoined(Link link) {
    if (links.stream().noneMatch(other -> other.joins(link.from(), link.to()))) {
      denied.add(link.from());
    }
    if (links.stream().noneMatch(other -> other.joins(link.to(), link.from()))) {
      denied.add(link.to());
    }
  }

  /** Whether one end of a link was denied and the other one was not yet. */
  private boolean denyBoth(Link link) {
    return denied.contains(link.from())
        ? denied.add(link.to())
        : denied.contains(link.to()) && denied.add(link.from());
  }

  /** Whether factors along an axis of an operand or result are taken in by the node. */
  boolean takes(Axis axis) {
    return known.contains(axis);
  }

  /**
   * The value whose factors the node takes an operand with, if they need not be those of the
   * operand itself.
   */
  @Nullable String alignedWith(Axis axis) {
    Axis to = aligned.get(axis);
    return to == null || !takes(axis) ? null : named(to).value();
  }

  /** How constant operands are scaled. */
  List<ConstantScaling> constants() {
    return constants.entrySet().stream()
        .filter(entry -> takes(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The powers of the factors of operands that multiply result 0. */
  List<Power> powers() {
    return powers;
  }

  /** What an operand is scaled by, and the operand that it meets by the inverse, if it is. */
  @Nullable SliceExponents balanced(int operand) {
    return balanced.get(operand);
  }

  private SliceAxis named(Axis axis) {
    List<String> values = axis.result() ? node.outputs() : node.inputs();
    return new SliceAxis(values.get(axis.index()), axis.axis());
  }

  @Override
  public void same(Axis axis, Axis to, int[] from) {
    SliceAxis source = named(axis);
    SliceAxis target = named(to);
    if (!groups.has(source) || !groups.has(target)) {
      broken.add(new Link(axis, to));
      return;
    }
    links.add(new Link(axis, to));
    known.add(axis);
    known.add(to);
    if (node.outputs().size() == 1 && isIdentity(from) && answers.apart(target, source)) {
      aligned.put(axis, to);
      groups.addSink(source);
      if (to.result()) {
        groups.addSource(target);
      }
      return;
    }
    for (int slice = 0; slice < from.length; slice++) {
      if (from[slice] >= 0) {
        groups.join(source, from[slice], target, slice);
      }
    }
  }

  private static boolean isIdentity(int[] from) {
    return IntStream.range(0, from.length).allMatch(slice -> from[slice] == slice);
  }

  @Override
  public void parts(Axis axis, Axis to, int[] from) {
    SliceAxis whole = named(axis);
    SliceAxis part = named(to);
    if (groups.has(whole) && groups.has(part) && answers.unlikeWithin(part, from)) {
      broken.add(new Link(axis, to));
    } else {
      same(axis, to, from);
    }
  }

  @Override
  public void multiplies(int operand, int power) {
    int rank = graph.info(node.input(operand)).rank();
    int moved = graph.info(node.outputs().get(0)).rank() - rank;
    for (int axis = -moved; axis < rank; axis++) {
      Axis to = Axis.ofResult(0, axis + moved);
      if (axis >= 0) {
        multiplies(Axis.ofOperand(operand, axis), to, power);
      } else {
        groups.addSource(named(to));
      }
    }
  }

  @Override
  public void multiplies(Axis operand, Axis result, int power) {
    powers.add(new Power(operand, result, power));
    known.add(operand);
    groups.addSink(named(operand));
    groups.addSource(named(result));
  }

  @Override
  public void carries(Axis operand, Axis result) {
    multiplies(operand, result, 1);
    SliceAxis source = named(operand);
    SliceAxis target = named(result);
    if (groups.has(source) && groups.has(target) && !answers.apart(target, source)) {
      for (int slice = 0; slice < groups.length(source); slice++) {
        groups.join(source, slice, target, slice);
      }
    }
  }

  @Override
  public void opposite(Axis axis, Axis other) {
    List<Integer> exponents = answers.balance(named(axis), named(other));
    if (!exponents.isEmpty() && !balanced.containsKey(axis.index())) {
      balanced.put(axis.index(), new SliceExponents(axis.axis(), exponents));
      balanced.put(other.index(), new SliceExponents(other.axis(), exponents).times(-1));
      groups.addSink(named(axis));
      groups.addSink(named(other));
    }
  }

  @Override
  public void free(Axis axis) {
    known.add(axis);
    groups.addSink(named(axis));
  }

  @Override
  public void wide(int result, ValueInfo info) {
    for (int axis = 0; axis < info.rank(); axis++) {
      groups.addSource(named(Axis.ofResult(result, axis)));
    }
  }

  @Override
  public void unscaled(Axis axis) {
    denied.add(axis);
  }

  @Override
  public void constant(int operand, int fromEnd, Axis axis, int sign) {
    SliceAxis with = named(axis);
    int slices = graph.info(with.value()).shape()[with.axis()];
    add(axis, new AxisScaling(operand, fromEnd, with, sign, 0, slices));
    mark(axis);
  }

  @Override
  public void constantSlices(int operand, int fromEnd, Axis axis, int first, int count) {
    add(axis, new AxisScaling(operand, fromEnd, named(axis), 1, first, count));
  }

  @Override
  public void constantEntries(int operand, IntUnaryOperator slice, Axis axis, int sign) {
    add(axis, new EntryScaling(operand, slice, named(axis), sign));
    mark(axis);
  }

  /** Constants take in factors of results at no cost, and meet operands in products. */
  private void mark(Axis axis) {
    if (axis.result()) {
      groups.addSource(named(axis));
    } else {
      groups.addSink(named(axis));
    }
  }

  private void add(Axis axis, ConstantScaling scaling) {
    known.add(axis);
    if (node.hasInput(scaling.operand())) {
      constants.put(scaling, axis);
    }
  }
}

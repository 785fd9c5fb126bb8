package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The axis along which the slices of each value may have factors: that along which they are most
 * unlike, or along which unlike parts are joined. Where they are alike along all, that of a value
 * which is made from it, or else of one that it is made from, so that factors need not end there.
 * Results whose cells are of unlike size within one slice have no axis, nor have states that go in
 * again: they have bits for their small cells, which may become large in later steps.
 */
final class AxisChoice {
  /** Slices of which the largest is less than 2^this larger than the least are alike. */
  private static final int UNLIKE = 3;

  private final Graph graph;
  private final SliceSizes sizes;
  private final Set<String> mixed = new HashSet<>();
  private final Map<String, Integer> axes = new HashMap<>();

  private AxisChoice(Graph graph, SliceSizes sizes) {
    this.graph = graph;
    this.sizes = sizes;
  }

  /** The axes of inputs and results of real numbers, by name. */
  static Map<String, Integer> of(Graph graph, SliceSizes sizes) {
    AxisChoice choice = new AxisChoice(graph, sizes);
    choice.chooseAll();
    return choice.axes;
  }

  private void chooseAll() {
    graph.inputs().forEach(this::chooseUnlike);
    graph.nodes().forEach(node -> node.outputs().forEach(this::chooseUnlike));
    graph.nodes().forEach(this::chooseJoining);
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      node.outputs().forEach(output -> node.inputs().forEach(input -> choose(input, output)));
    }
    for (Node node : nodes) {
      node.inputs().forEach(input -> node.outputs().forEach(output -> choose(output, input)));
    }
    graph.inputs().forEach(this::chooseAny);
    nodes.forEach(node -> node.outputs().forEach(this::chooseAny));
  }

  private int[] candidates(String value) {
    boolean computed = !value.isEmpty() && graph.constant(value) == null && !mixed.contains(value);
    return computed && !sizes.isState(value) && graph.info(value).type().isFloating()
        ? SliceAxis.candidates(graph.info(value).shape())
        : new int[0];
  }

  private boolean isCandidate(String value, int axis) {
    return Arrays.stream(candidates(value)).anyMatch(candidate -> candidate == axis);
  }

  /** The axis along which slices are most unlike, but none whose slices are mixed. */
  private void chooseUnlike(String value) {
    int most = UNLIKE - 1;
    boolean anyMixed = false;
    for (int axis : candidates(value)) {
      SliceAxis slices = new SliceAxis(value, axis);
      int spread = sizes.spread(slices);
      boolean isMixed =
          spread >= UNLIKE && !graph.inputs().contains(value) && sizes.of(slices).mixed();
      anyMixed |= isMixed;
      if (spread > most && !isMixed) {
        most = spread;
        axes.put(value, axis);
      }
    }
    if (anyMixed && !axes.containsKey(value)) {
      mixed.add(value);
    }
  }

  /**
   * Parts that are more unlike than what each of them holds are scaled against each other, along
   * the axis that joins them.
   */
  private void chooseJoining(Node node) {
    String joined = node.outputs().get(0);
    int along = node.type().equals("Concat") ? joiningAxis(node, joined) : -1;
    if (along < 0 || !isCandidate(joined, along)) {
      return;
    }
    List<String> parts =
        node.inputs().stream().filter(part -> candidates(part).length > 0).toList();
    int between = sizes.spread(parts);
    int within = parts.stream().mapToInt(part -> spreadBeside(part, along)).max().orElse(0);
    if (between >= UNLIKE && between > within) {
      axes.put(joined, along);
      parts.stream()
          .filter(part -> isCandidate(part, along))
          .forEach(part -> axes.put(part, along));
    }
  }

  /** How unlike the slices of a value are along the axis chosen for it, if that is another one. */
  private int spreadBeside(String value, int axis) {
    int chosen = axes.getOrDefault(value, axis);
    return chosen == axis ? 0 : sizes.spread(new SliceAxis(value, chosen));
  }

  private int joiningAxis(Node node, String joined) {
    return Shape.axis(node.integer("axis", 1), graph.info(joined).rank());
  }

  /** The axis that another value has, for one that has none yet. */
  private void choose(String value, String like) {
    Integer axis = axes.get(like);
    if (axis != null
        && !axes.containsKey(value)
        && Arrays.stream(candidates(value)).anyMatch(axis::equals)
        && graph.info(value).rank() == graph.info(like).rank()) {
      axes.put(value, axis);
    }
  }

  private void chooseAny(String value) {
    if (candidates(value).length > 0) {
      axes.putIfAbsent(value, Math.min(1, graph.info(value).rank() - 1));
    }
  }
}

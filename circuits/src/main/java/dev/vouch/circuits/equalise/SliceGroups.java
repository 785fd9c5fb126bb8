package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slices of a graph's values in groups that must have the same factor; one group has none. Not
 * thread-safe.
 */
final class SliceGroups {
  /** The group of the slices that cannot have a factor. */
  static final int UNSCALED = 0;

  private final Map<SliceAxis, Integer> firsts = new LinkedHashMap<>();
  private final Graph graph;
  private final List<Integer> parents = new ArrayList<>(List.of(UNSCALED));

  /** All slices along the axes that may have factors, each in a group of its own. */
  SliceGroups(Graph graph) {
    this.graph = graph;
    graph.inputs().forEach(this::add);
    graph.nodes().forEach(node -> node.outputs().forEach(this::add));
  }

  private void add(String value) {
    if (value.isEmpty()) {
      return;
    }
    ValueInfo info = graph.info(value);
    for (int axis : axes(info)) {
      firsts.put(new SliceAxis(value, axis), parents.size());
      for (int i = 0; i < info.shape()[axis]; i++) {
        parents.add(parents.size());
      }
    }
  }

  /** The axes of a value along which its slices may have factors. */
  static int[] axes(ValueInfo info) {
    return info.type().isFloating() ? SliceAxis.candidates(info.shape()) : new int[0];
  }

  /** All axes whose slices are known here. */
  Iterable<SliceAxis> axes() {
    return firsts.keySet();
  }

  boolean has(SliceAxis axis) {
    return firsts.containsKey(axis);
  }

  int length(SliceAxis axis) {
    return graph.info(axis.value()).shape()[axis.axis()];
  }

  /** The group of a slice. */
  int group(SliceAxis axis, int slice) {
    Integer first = firsts.get(axis);
    return first == null ? UNSCALED : find(first + slice);
  }

  /** Puts two slices into one group. */
  void join(SliceAxis axis, int slice, SliceAxis other, int otherSlice) {
    join(group(axis, slice), group(other, otherSlice));
  }

  /** Says that no slice along an axis has a factor. */
  void block(SliceAxis axis) {
    if (has(axis)) {
      for (int slice = 0; slice < length(axis); slice++) {
        join(group(axis, slice), UNSCALED);
      }
    }
  }

  private void join(int a, int b) {
    // The smaller number stays the root, so that UNSCALED is the root of its group.
    parents.set(Math.max(a, b), Math.min(a, b));
  }

  private int find(int element) {
    int root = element;
    while (parents.get(root) != root) {
      root = parents.get(root);
    }
    for (int at = element; at != root; ) {
      int next = parents.get(at);
      parents.set(at, root);
      at = next;
    }
    return root;
  }
}

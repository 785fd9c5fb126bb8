package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Slices of a graph's values in groups that must have the same factor. Not thread-safe. */
final class SliceGroups {
  private final Map<SliceAxis, Integer> firsts = new LinkedHashMap<>();
  private final Graph graph;
  private final Map<String, Integer> axes;
  private final List<Integer> parents = new ArrayList<>();
  private final Set<SliceAxis> sources = new HashSet<>();
  private final Set<SliceAxis> sinks = new HashSet<>();

  /**
   * Slices along one axis of each value, each in a group of its own.
   *
   * @param axes the axis of each value; those that are missing have no slices
   */
  SliceGroups(Graph graph, Map<String, Integer> axes) {
    this.graph = graph;
    this.axes = axes;
    graph.inputs().forEach(this::add);
    sources.addAll(firsts.keySet());
    sinks.addAll(firsts.keySet());
    graph.nodes().forEach(node -> node.outputs().forEach(this::add));
    graph.outputs().stream().map(this::axis).filter(Objects::nonNull).forEach(sinks::add);
  }

  private void add(String value) {
    SliceAxis axis = axis(value);
    if (axis != null) {
      firsts.put(axis, parents.size());
      for (int i = 0; i < length(axis); i++) {
        parents.add(parents.size());
      }
    }
  }

  /** All axes whose slices are known here. */
  Iterable<SliceAxis> axes() {
    return firsts.keySet();
  }

  /** That of a value, if it has one. */
  @Nullable SliceAxis axis(String value) {
    Integer axis = axes.get(value);
    return axis == null ? null : new SliceAxis(value, axis);
  }

  boolean has(SliceAxis axis) {
    return firsts.containsKey(axis);
  }

  int length(SliceAxis axis) {
    return graph.info(axis.value()).shape()[axis.axis()];
  }

  /** The group of a slice along a known axis. */
  int group(SliceAxis axis, int slice) {
    return find(Objects.requireNonNull(firsts.get(axis)) + slice);
  }

  /** Puts two slices along known axes into one group. */
  void join(SliceAxis axis, int slice, SliceAxis other, int otherSlice) {
    int a = group(axis, slice);
    int b = group(other, otherSlice);
    parents.set(Math.max(a, b), Math.min(a, b));
  }

  /** Says that slices along an axis arise scaled, at no cost in digits; those of inputs do. */
  void addSource(SliceAxis axis) {
    sources.add(axis);
  }

  /**
   * Says that slices along an axis are read as numbers of few digits; those of inputs and outputs
   * are.
   */
  void addSink(SliceAxis axis) {
    sinks.add(axis);
  }

  /** The groups that have a source. */
  Set<Integer> sources() {
    return groups(sources);
  }

  /** The groups that have a sink. */
  Set<Integer> sinks() {
    return groups(sinks);
  }

  private Set<Integer> groups(Set<SliceAxis> axes) {
    Set<Integer> groups = new HashSet<>();
    for (SliceAxis axis : axes) {
      for (int slice = 0; has(axis) && slice < length(axis); slice++) {
        groups.add(group(axis, slice));
      }
    }
    return groups;
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
